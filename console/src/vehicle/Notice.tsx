// The states without a picture: standing by, waiting, refused, stopped, closed. One large line, one plain sentence.
import type { ReactNode } from "react";
import type { Incident, Lending } from "../api/feed";
import { useSecond } from "../app/clock";
import { seoulTime, timeLeft } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { ExerciseBanner } from "../incident/ExerciseBanner";
import { words } from "./words";

export function Waiting({ incident, lending }: { incident: Incident; lending: Lending }) {
  const w = useWords(words);
  const now = useSecond();
  const kind = (lending.waiting?.kind ?? "approval") as "approval";
  const isStart = lending.waiting?.kind === "start";
  const deadline = isStart ? incident.window?.starts : lending.waiting?.deadline;
  return (
    <div className="cab-notice is-waiting" role="status">
      <h2>{w.waiting[kind] ?? w.waiting.approval}</h2>
      {deadline && <p className="cab-count">{timeLeft(deadline, now)}</p>}
      <p>{isStart ? w.waitingStart : w.waitingWhat}</p>
    </div>
  );
}

export function Ended({ lending }: { lending: Lending }) {
  const w = useWords(words);
  const lang = language.use();
  const titles: Record<string, string> = {
    refused: w.refused,
    withdrawn: w.withdrawn,
    expired: w.expired,
  };
  return (
    <div className="cab-notice is-ended" role="alert">
      <h2>{titles[lending.state] ?? w.ended}</h2>
      <p>{inLanguage(lang, lending.reason_text_ko, lending.reason_text_en)}</p>
      {lending.state === "refused" && <p className="cab-faint">{seoulTime(lending.decided_at)}</p>}
    </div>
  );
}

export function NoCamera() {
  const w = useWords(words);
  return (
    <div className="cab-notice" role="status">
      <h2>{w.noCamera}</h2>
      <p>{w.noCameraWhat}</p>
    </div>
  );
}

export function Closed({
  incident,
  onDone,
  children,
}: {
  incident: Incident;
  onDone: () => void;
  children?: ReactNode;
}) {
  const w = useWords(words);
  const lang = language.use();
  const title = incident.state === "cancelled" ? w.cancelled : w.closed;
  const why = inLanguage(lang, incident.ended?.reason_text_ko, incident.ended?.reason_text_en);
  return (
    <section className="cab cab-closed" aria-label={w.page}>
      <div className="cab-notice" role="alert">
        <ExerciseBanner incident={incident} />
        <h1>{title}</h1>
        <p className="cab-count">{seoulTime(incident.ended?.at)}</p>
        {why && why !== title && <p>{why}</p>}
        <p>{w.closedWhat}</p>
        <button type="button" className="primary" onClick={onDone}>
          {w.confirm}
          <kbd>↵</kbd>
        </button>
      </div>
      {children}
    </section>
  );
}

export function Standby({ isReady }: { isReady: boolean }) {
  const w = useWords(words);
  return (
    <section className="cab cab-closed" aria-label={w.page}>
      <div className="cab-notice" role="status">
        <h1>{isReady ? w.standby : w.offline}</h1>
        {isReady && <p>{w.standbyWhat}</p>}
      </div>
    </section>
  );
}
