// `09:00–11:30 · 남은 시간 1:12:30`, counting down to the start before it begins.
import { useSecond } from "../app/clock";
import { useWords } from "../app/language";
import { leftOf, spanOf, standingOf, type Window } from "./window";
import { words } from "./words";

export function WindowLine({ window }: { window: Window }) {
  const w = useWords(words);
  const now = useSecond();
  const left = leftOf(window, now);
  const said = {
    before: w.window.before(left),
    during: w.window.during(left),
    over: w.window.over,
  };
  return (
    <>
      {spanOf(window, now)} · {said[standingOf(window, now)]}
    </>
  );
}
