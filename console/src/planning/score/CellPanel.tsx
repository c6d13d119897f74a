// One cell: its score line by line, what was asked for here, what is planned here.
import { count } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { requestsIn } from "../map/shapes";
import type { Asked, DrawnSite, ScoredCell, Weights } from "../types";
import { bandOf, linesOf, MOST, PARTS, type Part, type RankedCell, weighed } from "./weigh";
import { words } from "./words";

const one = (value: number) => value.toFixed(1);

/** Lines rounded one by one must still add up to the rounded sum: the greatest takes what is left over. */
export function rounded(points: readonly number[], total: number): number[] {
  const tenths = points.map((value) => Math.round(value * 10));
  const left = Math.round(total * 10) - tenths.reduce((sum, value) => sum + value, 0);
  const greatest = tenths.indexOf(Math.max(...tenths));
  return tenths.map((value, at) => (at === greatest ? value + left : value) / 10);
}

function Why({ cell, kept, weights }: { cell: ScoredCell; kept: Weights; weights: Weights }) {
  const w = useWords(words);
  const lang = language.use();
  const plain = (part: Part | "factor") => {
    if (part === "factor") return { ko: w.people, en: w.people };
    const value = one(cell.parts[PARTS.indexOf(part)] ?? 0);
    const said = w.plain(w.parts[part], value, String(MOST[part]));
    return { ko: said, en: said };
  };
  const lines = linesOf(cell, kept, weights, plain);
  const total = weighed(cell.parts, weights);
  const shown = rounded(
    lines.map((line) => line.points),
    total,
  );
  return (
    <table className="office-table plan-why">
      <caption className="sr-only">{w.why}</caption>
      <thead>
        <tr>
          <th scope="col">{w.why}</th>
          <th scope="col" className="figure">
            {w.points}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={`${line.part} ${line.told.ko}`} data-unknown={line.points === 0 || undefined}>
            <td>{inLanguage(lang, line.told.ko, line.told.en)}</td>
            <td className="figure">{one(shown[at] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{w.sum}</th>
          <td className="figure">
            <b>{one(total)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function RequestsHere({ requests }: { requests: readonly Asked[] }) {
  const w = useWords(words);
  if (requests.length === 0) return <p className="office-quiet">{w.noRequests}</p>;
  return (
    <div>
      <b>{w.requestsHere(count(requests.length))}</b>
      <ul className="plan-lines">
        {requests.map((asked) => (
          <li key={asked.request_id}>
            <code>{asked.number}</code>{" "}
            {w.request(
              asked.origin === "police" ? w.asked.police : w.asked.complaint,
              count(asked.count),
              w.requestStates[asked.state] ?? asked.state,
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function CellPanel(props: {
  cell: ScoredCell;
  dong: string;
  ranked: readonly RankedCell[];
  kept: Weights;
  weights: Weights;
  requests: readonly Asked[];
  sites: readonly { site: DrawnSite; number: string }[];
  /** Null: nobody here may say so. */
  onForce: (() => void) | null;
  isForced: boolean;
  onSite: (candidate: string) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const { cell, weights } = props;
  const score = weighed(cell.parts, weights);
  const band = bandOf(score, weights);
  const place = props.ranked.findIndex((ranked) => ranked.cell.code === cell.code) + 1;
  return (
    <section className="plan-chosen" aria-label={w.cell(cell.code)}>
      <header>
        <h2>{w.cell(cell.code)}</h2>
        <span className="office-quiet">{props.dong}</span>
        <span className="grow" />
        <button type="button" onClick={props.onClose}>
          {w.close}
        </button>
      </header>
      <p className="plan-figure" role="status">
        <b>{one(score)}</b>
        {band && <span className="tag">{w.band[band]}</span>}
        <span className="office-quiet">{w.rank(count(place), count(props.ranked.length))}</span>
      </p>
      <Why cell={cell} kept={props.kept} weights={weights} />
      <RequestsHere requests={requestsIn(props.requests, cell)} />
      {props.onForce && (
        <p className="office-bar">
          <button type="button" aria-pressed={props.isForced} onClick={props.onForce}>
            {w.force}
          </button>
          {props.isForced && (
            <span className="office-quiet" role="status">
              {w.forced}
            </span>
          )}
        </p>
      )}
      {props.sites.length > 0 && (
        <p className="office-bar">
          {props.sites.map(({ site, number }) => (
            <button
              key={site.candidate_id}
              type="button"
              onClick={() => props.onSite(site.candidate_id)}
            >
              {w.goSite(number)}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
