// The seat's keys. Enter is bound apart from the others: on a button it must stay the button's own.
import { useEffect, useRef } from "react";
import { type KeyBinding, shortcuts, useKeys } from "../app/keys";
import { useWords } from "../app/language";
import { words as reportWords } from "../reports/words";
import { REASONS } from "./cut";
import { words } from "./words";

export interface SeatActions {
  tile: (number: number) => void;
  yes: () => void;
  no: () => void;
  step: (steps: 1 | -1) => void;
  toWaiting: () => void;
  follow: () => void;
  map: () => void;
  enlarge: () => void;
  escape: () => void;
  cut: () => void;
  undo: () => void;
  reason: (index: number) => void;
  handOver: () => void;
  report: () => void;
  end: () => void;
  /** Takes the keyboard to the answers of an alarm; Enter there sends one. */
  answers: () => void;
  goOn: () => void;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const OWN_ENTER = "button, a, input, select, textarea, summary, [contenteditable]";

function useEnter(run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code !== "Enter" || event.repeat || event.defaultPrevented) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (shortcuts.get() === "off" || (event.target as Element | null)?.closest?.(OWN_ENTER))
        return;
      latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

export function useSeatKeys(act: SeatActions): void {
  const w = useWords(words);
  const reporting = useWords(reportWords);
  const keys: KeyBinding[] = [
    ...DIGITS.map((digit) => ({
      code: `Digit${digit}`,
      ...(digit === 1 ? { label: w.keyTile, cap: "1–9" } : {}),
      run: () => act.tile(digit),
    })),
    { code: "KeyA", label: `${w.approve} · ${w.recommendYes}`, run: act.yes },
    { code: "KeyD", label: `${w.deny} · ${w.recommendNo}`, run: act.no },
    { code: "KeyJ", label: w.keyNext, run: () => act.step(1) },
    { code: "KeyK", label: w.keyBefore, run: () => act.step(-1) },
    { code: "KeyQ", label: w.toWaiting, run: act.toWaiting },
    { code: "KeyF", label: w.backToDirected, run: act.follow },
    { code: "KeyM", label: w.bigMap, run: act.map },
    { code: "KeyH", label: w.handOver, run: act.handOver },
    { code: "KeyR", label: reporting.open, run: act.report },
    { code: "KeyV", label: w.keyAnswers, run: act.answers },
    { code: "KeyC", label: `${w.goOn} · ${w.viewAgain}`, run: act.goOn },
    { code: "KeyE", label: `${w.end} · ${w.endSure}`, run: act.end },
    { code: "KeyX", label: `${w.cut} · ${w.cutSure}`, run: act.cut },
    { code: "KeyZ", label: w.undo, run: act.undo },
    ...REASONS.map((_, index) => ({
      code: `Digit${index + 1}`,
      shift: true,
      ...(index === 0 ? { label: w.why, cap: "⇧1–6" } : {}),
      run: () => act.reason(index),
    })),
    { code: "Escape", cap: "Esc", label: w.keyDisarm, run: act.escape },
  ];
  useKeys(keys);
  useEnter(act.enlarge);
}
