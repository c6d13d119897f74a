// Our list beside oldest-first: sums, how much more risk goes, and the way there won by won.
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { wonText } from "../planning/won";
import { type Drawn, oldest, ours, running, type Step, type Total } from "./lists";
import { words } from "./words";

const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)} %`;

function Sums(props: { name: string; total: Total; most: number }) {
  const w = useWords(words);
  const lang = language.use();
  const { total } = props;
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td className="figure" data-label={w.cameras}>
        {w.number(count(total.cameras))}
      </td>
      <td className="figure" data-label={w.spent}>
        {wonText(total.won, lang)}
      </td>
      <td className="figure" data-label={w.over}>
        {w.number(count(total.over_age))}
      </td>
      <td className="figure" data-label={w.low}>
        {w.number(count(total.low_pixels))}
      </td>
      <td className="figure" data-label={w.meanAge}>
        {total.mean_age_years === null ? "–" : w.years(total.mean_age_years.toFixed(1))}
      </td>
      <td data-label={w.removed}>
        <span className="replace-removed">
          <meter min={0} max={props.most || 1} value={total.removed} aria-label={props.name} />
          {total.removed.toFixed(1)}
        </span>
      </td>
    </tr>
  );
}

const WIDE = 640;
const HIGH = 180;

function Line(props: { steps: readonly Step[]; won: number; removed: number; isOurs: boolean }) {
  const points = props.steps.map(
    (step) =>
      `${((WIDE * step.won) / (props.won || 1)).toFixed(1)},${(HIGH - (HIGH * step.removed) / (props.removed || 1)).toFixed(1)}`,
  );
  return <polyline points={points.join(" ")} data-ours={props.isOurs || undefined} />;
}

function Chart({ drawn }: { drawn: Drawn }) {
  const w = useWords(words);
  const lang = language.use();
  const [mine, theirs] = [running(ours(drawn)), running(oldest(drawn))];
  const won = Math.max(drawn.ours.won, drawn.oldest.won);
  const removed = Math.max(drawn.ours.removed, drawn.oldest.removed);
  return (
    <figure className="replace-chart">
      <figcaption>
        {w.chart}
        <span data-ours>{w.ours}</span>
        <span>{w.oldest}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={w.chartAxis}
        preserveAspectRatio="none"
      >
        <Line steps={theirs} won={won} removed={removed} isOurs={false} />
        <Line steps={mine} won={won} removed={removed} isOurs />
      </svg>
      <small>
        <span>0</span>
        <span>{wonText(won, lang)}</span>
      </small>
    </figure>
  );
}

function Verdict({ drawn }: { drawn: Drawn }) {
  const w = useWords(words);
  if (drawn.gain === null) return null;
  return (
    <p>
      <b>
        {drawn.gain >= 0
          ? w.gain(percent(drawn.gain))
          : w.less(percent(-drawn.gain), count(drawn.ours.low_pixels - drawn.oldest.low_pixels))}
      </b>{" "}
      {w.proven(percent(drawn.gap, 2))}
    </p>
  );
}

export function Compare({ drawn }: { drawn: Drawn }) {
  const w = useWords(words);
  const most = Math.max(drawn.ours.removed, drawn.oldest.removed);
  const heads = [w.cameras, w.spent, w.over, w.low, w.meanAge];
  return (
    <section className="office-panel" aria-label={w.compare}>
      <h2>{w.compare}</h2>
      <Verdict drawn={drawn} />
      <div className="office-scroll replace-sums">
        <table className="office-table cards" aria-label={w.compare}>
          <thead>
            <tr>
              <td />
              {heads.map((head) => (
                <th key={head} scope="col" className="figure">
                  {head}
                </th>
              ))}
              <th scope="col" title={w.removedWhat}>
                {w.removed}
              </th>
            </tr>
          </thead>
          <tbody>
            <Sums name={w.ours} total={drawn.ours} most={most} />
            <Sums name={w.oldest} total={drawn.oldest} most={most} />
          </tbody>
        </table>
      </div>
      <p className="office-quiet">{w.removedWhat}</p>
      {drawn.rows.length > 0 && <Chart drawn={drawn} />}
    </section>
  );
}
