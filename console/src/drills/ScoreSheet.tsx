// The score sheet of a drill that is over: how fast it was recognised, when the first picture came, what was used.
import { count, duration, seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { type Drill, nameOf, namesOf, type Score } from "./drill";
import { words } from "./words";

function useSeconds(): (seconds: number | null) => string {
  const w = useWords(words);
  const lang = language.use();
  return (seconds) => (seconds === null ? w.never : duration(seconds, lang));
}

function Reached(props: { of: number; all: number; median: number | null; worst: number | null }) {
  const w = useWords(words);
  const said = useSeconds();
  return (
    <>
      {w.ofAll(count(props.of), count(props.all))}
      {props.median !== null && ` · ${w.median(said(props.median))}`}
      {props.worst !== null && ` · ${w.worst(said(props.worst))}`}
    </>
  );
}

function Rows({ score }: { score: Score }) {
  const w = useWords(words);
  const lang = language.use();
  const said = useSeconds();
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          {Object.entries(w.columns).map(([key, name]) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {score.incidents.map((one) => (
          <tr key={one.incident_id}>
            <td data-label={w.columns.at}>{seoulTime(one.received_at)}</td>
            <td data-label={w.columns.what}>
              {[nameOf(one.service, lang), nameOf(one.category, lang)].filter(Boolean).join(" · ")}
            </td>
            <td data-label={w.columns.recognised}>{said(one.recognised_s)}</td>
            <td data-label={w.columns.picture}>{said(one.first_picture_s)}</td>
            <td data-label={w.columns.lent}>
              {count(one.lent)} · {count(one.used)}
            </td>
            <td data-label={w.columns.refused}>
              {count(one.refused)}
              {one.reasons.length > 0 && <small>{namesOf(one.reasons, lang)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ScoreSheet({ drill, score }: { drill: Drill; score: Score }) {
  const w = useWords(words);
  const all = score.incidents.length;
  return (
    <section className="drill-score" aria-label={`${w.score} ${drill.title}`}>
      <header>
        <h3>
          {w.score} · {drill.title}
        </h3>
        <button type="button" className="no-print" onClick={() => window.print()}>
          {w.print}
        </button>
      </header>
      <dl className="office-facts">
        <dt>{w.people}</dt>
        <dd>{w.persons(count(score.people))}</dd>
        <dt>{w.all}</dt>
        <dd>{w.times(count(all))}</dd>
        <dt>{w.recognised}</dt>
        <dd>
          <Reached
            of={score.recognised}
            all={all}
            median={score.recognised_median_s}
            worst={score.recognised_worst_s}
          />
        </dd>
        <dt>{w.firstPicture}</dt>
        <dd>
          <Reached
            of={score.pictured}
            all={all}
            median={score.first_picture_median_s}
            worst={score.first_picture_worst_s}
          />
        </dd>
        <dt>
          {w.lent} · {w.used} · {w.refusals}
        </dt>
        <dd>
          {count(score.lent)} · {count(score.used)} · {count(score.refused)}
        </dd>
      </dl>
      {all > 0 && <Rows score={score} />}
    </section>
  );
}
