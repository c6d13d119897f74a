// One finding: what, who by id, when, the rows that prove it, and the reviewer's words.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { count, seoulDateTime } from "../app/format";
import { language, useWords } from "../app/language";
import { roleName } from "../app/roles/words";
import { problemText } from "../incident/problem";
import { shortPerson } from "../trail/person";
import { TrailTable } from "../trail/TrailTable";
import { type Finding, type Outcome, reviews } from "./review";
import { words } from "./words";

const OUTCOMES: readonly Outcome[] = ["explained", "acted", "inquiry"];

function Facts({ finding }: { finding: Finding }) {
  const w = useWords(words);
  const said = Object.entries(finding.facts).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    const phrase = w.facts[name as "nights"];
    return phrase ? phrase(text) : (w.whys[text as "no_grant"] ?? text);
  });
  return <>{[w.count(count(finding.count)), ...said].join(" · ")}</>;
}

function About({ finding }: { finding: Finding }) {
  const w = useWords(words);
  const role = finding.role ? roleName(finding.role, language.use()) : "";
  return (
    <dl>
      {finding.who && (
        <div>
          <dt>{w.who}</dt>
          <dd>
            <code title={finding.who}>{shortPerson(finding.who)}</code> {role}
          </dd>
        </div>
      )}
      {finding.organisation && (
        <div>
          <dt>{w.organisation}</dt>
          <dd>{finding.organisation}</dd>
        </div>
      )}
      {finding.camera_id && (
        <div>
          <dt>{w.camera}</dt>
          <dd>{finding.camera_id}</dd>
        </div>
      )}
      <div>
        <dt>{w.when}</dt>
        <dd>
          {seoulDateTime(finding.first_at)}
          {finding.last_at !== finding.first_at && ` – ${seoulDateTime(finding.last_at)}`}
        </dd>
      </div>
    </dl>
  );
}

function Rows({ month, finding }: { month: string; finding: Finding }) {
  const w = useWords(words);
  const lang = language.use();
  const rows = useQuery({
    queryKey: ["finding-rows", month, finding.number, finding.rows],
    queryFn: () => reviews.rows(month, finding.number),
  });
  if (rows.isPending) return <p>{w.loading}</p>;
  if (rows.isError) return <p role="alert">{problemText(rows.error, lang)}</p>;
  const shown = rows.data.rows.length;
  return (
    <div className="finding-rows">
      {shown < finding.count && <p>{w.firstRows(count(shown), count(finding.count))}</p>}
      <TrailTable rows={rows.data.rows} onIncident={() => undefined} />
    </div>
  );
}

function Explain(props: {
  finding: Finding;
  problem: string | null;
  onKeep: (outcome: Outcome, explanation: string) => void;
}) {
  const w = useWords(words);
  const id = useId();
  const { finding } = props;
  const [outcome, setOutcome] = useState<Outcome | null>(finding.outcome);
  const [text, setText] = useState(finding.explanation);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome) props.onKeep(outcome, text);
  };
  return (
    <form className="finding-form" onSubmit={submit}>
      <fieldset>
        <legend>{w.outcome}</legend>
        {OUTCOMES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={`${id}-outcome`}
              checked={outcome === one}
              onChange={() => setOutcome(one)}
              required
            />
            {w.outcomes[one]}
          </label>
        ))}
      </fieldset>
      <label htmlFor={id}>{w.explanation}</label>
      <textarea
        id={id}
        rows={2}
        value={text}
        maxLength={2000}
        minLength={2}
        onChange={(event) => setText(event.target.value)}
        required
      />
      <button type="submit">{w.keep}</button>
      {props.problem && <p role="alert">{props.problem}</p>}
    </form>
  );
}

function Explained({ finding }: { finding: Finding }) {
  const w = useWords(words);
  if (!finding.explained_by || !finding.explained_at) return null;
  const by = w.by(shortPerson(finding.explained_by), seoulDateTime(finding.explained_at));
  return (
    <p className="finding-by">
      {finding.explanation} <small title={finding.explained_by}>{by}</small>
    </p>
  );
}

export function FindingCard(props: {
  month: string;
  finding: Finding;
  mayWrite: boolean;
  isMine: boolean;
  problem: string | null;
  onKeep: (outcome: Outcome, explanation: string) => void;
}) {
  const w = useWords(words);
  const { finding } = props;
  const [areRowsShown, setRowsShown] = useState(false);
  const outcome = finding.outcome ? w.outcomes[finding.outcome] : w.undecided;
  return (
    <li className="finding" data-severity={finding.severity}>
      <h3>
        <i className={`dot ${finding.severity === "alarm" ? "alarm" : "warn"}`} />
        {finding.number}. {w.kinds[finding.kind as "sweep"] ?? finding.kind}
        <span>{w.severities[finding.severity as "warn"]}</span>
        <b>{outcome}</b>
      </h3>
      <p>
        <Facts finding={finding} />
      </p>
      <About finding={finding} />
      <button
        type="button"
        aria-expanded={areRowsShown}
        onClick={() => setRowsShown(!areRowsShown)}
      >
        {areRowsShown ? w.hideRows : w.showRows}
      </button>
      {areRowsShown && <Rows month={props.month} finding={finding} />}
      <Explained finding={finding} />
      {props.isMine && <p className="finding-by">{w.own}</p>}
      {props.mayWrite && (
        <Explain finding={finding} problem={props.problem} onKeep={props.onKeep} />
      )}
    </li>
  );
}
