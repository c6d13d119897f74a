// How a computation stands: waiting, running with its bar, ended; why nothing came of it, in sentences.
import { Problem } from "../api/client";
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { fieldsOf } from "./config/draft";
import { gapText } from "./plan/compare";
import type { Run, Told } from "./types";
import type { Running } from "./useRun";
import { words } from "./words";

function Sentences({ told }: { told: readonly Told[] }) {
  const lang = language.use();
  return (
    <ul className="plan-told">
      {told.map((one) => (
        <li key={one.ko}>{inLanguage(lang, one.ko, one.en)}</li>
      ))}
    </ul>
  );
}

function Going({ run, running }: { run: Run; running: Running }) {
  const w = useWords(words);
  const isWaiting = run.state === "waiting";
  const step = w.run.steps[run.step] ?? run.step;
  const said = isWaiting
    ? [w.run.waiting, run.ahead > 0 ? w.run.ahead(count(run.ahead)) : ""]
        .filter(Boolean)
        .join(" · ")
    : step;
  return (
    <>
      <b>
        {w.run.kind[run.kind]} {isWaiting ? "" : w.run.running}
      </b>
      <span role="status">{said}</span>
      <progress
        max={1}
        value={isWaiting ? 0 : run.share}
        aria-label={`${w.run.kind[run.kind]} ${said}`}
      />
      <span className="plan-share">{isWaiting ? "" : `${Math.round(run.share * 100)} %`}</span>
      {run.gap !== null && <span className="office-quiet">{w.run.gap(gapText(run.gap))}</span>}
      <span className="grow" />
      {running.canStop && (
        <button type="button" disabled={running.isStopping} onClick={running.stop}>
          {running.isStopping ? w.run.stopping : w.run.stop}
        </button>
      )}
    </>
  );
}

function endText(run: Run, w: (typeof words)["ko"]): string {
  if (run.state === "stopped") return run.version === null ? w.run.stopped : w.run.stoppedKept;
  if (run.state === "refused") return w.run.refused;
  return run.state === "failed" ? w.run.failed : w.run.done[run.kind];
}

function Ended({ run, onField }: { run: Run; onField: (field: string) => void }) {
  const w = useWords(words);
  const [field] = fieldsOf(run.refused?.field ?? "");
  const isBad = run.state === "refused" || run.state === "failed";
  return (
    <div className="plan-ended" role={isBad ? "alert" : "status"}>
      <b>{endText(run, w)}</b>
      {run.refused && <Sentences told={run.refused.told} />}
      {field && isBad && (
        <button type="button" onClick={() => onField(field)}>
          {w.run.toField}
        </button>
      )}
    </div>
  );
}

/** Refused at the door, before it was a computation. */
function NotBegun({ problem, onField }: { problem: unknown; onField: (field: string) => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [field] = problem instanceof Problem ? fieldsOf(problem.field ?? "") : [];
  const isMany = problem instanceof Problem && problem.code === "too_many_runs";
  return (
    <div className="plan-ended" role="alert">
      <b>{field ? w.run.notTaken : isMany ? w.run.tooMany : problemText(problem, lang)}</b>
      {field && (
        <button type="button" onClick={() => onField(field)}>
          {w.run.toField}
        </button>
      )}
    </div>
  );
}

export function RunStrip(props: { running: Running; onField: (field: string) => void }) {
  const { running, onField } = props;
  const w = useWords(words);
  const { run } = running;
  const isGoing = run !== null && running.isGoing;
  if (!run && !running.problem && !running.isGone) return null;
  const isBad = !isGoing && (!run || run.state === "refused" || run.state === "failed");
  return (
    <section className="plan-run" data-bad={isBad || undefined} aria-label={w.panel}>
      {isGoing && <Going run={run} running={running} />}
      {run && !isGoing && !running.isGone && <Ended run={run} onField={onField} />}
      {running.isGone && (
        <div className="plan-ended" role="alert">
          <b>{w.run.gone}</b>
        </div>
      )}
      {!run && !running.isGone && running.problem !== null && (
        <NotBegun problem={running.problem} onField={onField} />
      )}
      {!isGoing && (
        <>
          <span className="grow" />
          <button type="button" onClick={running.forget}>
            {w.run.close}
          </button>
        </>
      )}
    </section>
  );
}
