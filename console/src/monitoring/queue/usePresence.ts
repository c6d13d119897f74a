// Whether a person is at the page: what a machine puts there by itself is not thereby acknowledged.
import { useEffect, useRef } from "react";

const TOUCHES = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
export const PRESENT_MS = 60_000;

/** Calls `act` once for each `of`: at once where a person has just touched the page, else at the next touch. */
export function useWhenPresent(of: string | null, isOn: boolean, act: () => void): void {
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  const latest = useRef(act);
  const done = useRef<string | null>(null);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const due = () => {
      if (!isOn || of === null || done.current === of || document.hidden) return;
      done.current = of;
      latest.current();
    };
    const touched = (event: Event) => {
      // what a script plays back is no person
      if (!event.isTrusted) return;
      touchedAt.current = performance.now();
      due();
    };
    if (performance.now() - touchedAt.current < PRESENT_MS) due();
    const options = { capture: true, passive: true };
    for (const name of TOUCHES) window.addEventListener(name, touched, options);
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, touched, options);
    };
  }, [of, isOn]);
}
