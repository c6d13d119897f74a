// Tells the node that a person touches this console: at most once a minute, only from the tab that is seen.
import { useEffect } from "react";

const TOUCHES = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
export const EVERY_MS = 60_000;

/** Decides alone, so that it can be tested without a page: answers whether this touch is to be told. */
export function activityGate(now: () => number, isSeen: () => boolean): () => boolean {
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (!isSeen() || now() - toldAt < EVERY_MS) return false;
    toldAt = now();
    return true;
  };
}

export function useActivity(isOn: boolean, tell: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const isDue = activityGate(
      () => performance.now(),
      () => document.visibilityState === "visible",
    );
    const touched = (event: Event) => {
      // what a script plays back is no person
      if (event.isTrusted && isDue()) tell();
    };
    const options = { capture: true, passive: true };
    for (const name of TOUCHES) window.addEventListener(name, touched, options);
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, touched, options);
    };
  }, [isOn, tell]);
}
