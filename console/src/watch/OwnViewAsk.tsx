// Asked before the centre's own pictures end: does it go on. When nobody answers they end, and this says so.
import { useSecond } from "../app/clock";
import { timeLeft } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import type { OwnViewDesk } from "./useOwnView";
import { words } from "./words";

export function OwnViewAsk({ desk }: { desk: OwnViewDesk }) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const { stand, busy } = desk;
  const isOver = stand.phase === "over";
  const isSending = busy !== null;
  return (
    <div className="watch-own" data-phase={stand.phase}>
      <p>
        <b role={isOver ? "status" : undefined}>
          {isOver ? inLanguage(lang, stand.why_ko, stand.why_en) : w.ownAsks}
        </b>
        {stand.phase === "asks" && (
          <span className="watch-left" role="timer">
            {w.timeLeft(timeLeft(stand.endsAt, now))}
          </span>
        )}
        {desk.problem && (
          <span className="watch-problem" role="alert">
            {desk.problem}
          </span>
        )}
      </p>
      <div className="watch-answers">
        {(!isOver || stand.mayGoOn) && (
          <button type="button" className="primary" disabled={isSending} onClick={desk.goOn}>
            {busy === "goOn" ? w.sending : isOver ? w.viewAgain : w.goOn}
            <kbd>C</kbd>
          </button>
        )}
        {!isOver && (
          <button type="button" disabled={isSending} onClick={desk.end}>
            {busy === "end" ? w.sending : w.endView}
          </button>
        )}
      </div>
    </div>
  );
}
