// Bars of ten minutes under the lines of what is manageable and what is a flood. Greys; amber only above the upper line.
import { seoulDateTime, seoulMinute } from "../../app/format";
import { useWords } from "../../app/language";
import type { Load } from "../types";
import { barsOf, ceilingOf } from "./chart";
import { words } from "./words";

const WIDTH = 1000;
const HEIGHT = 200;
const DAY_MS = 86_400_000;

export function LoadChart({ load }: { load: Load }) {
  const w = useWords(words);
  const bars = barsOf(load);
  const top = ceilingOf(bars, load);
  const y = (figure: number) => HEIGHT - (figure / top) * HEIGHT;
  const step = WIDTH / bars.length;
  const isLong = Date.parse(load.ends) - Date.parse(load.begins) > DAY_MS;
  const when = (ms: number) => (isLong ? seoulDateTime(ms).slice(5, 16) : seoulMinute(ms));
  const marks = [0, 0.25, 0.5, 0.75].map(
    (share) => bars[Math.floor(share * bars.length)]?.fromMs ?? 0,
  );
  return (
    <figure className="load-chart">
      <figcaption>
        <b>{w.chart}</b>
        <span className="mon-faint">
          {w.chartWhat(String(load.manageable), String(load.flood))}
        </span>
      </figcaption>
      <div className="load-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={w.chart}
        >
          {bars.map((bar, index) => (
            <rect
              key={bar.fromMs}
              data-flood={bar.most > load.flood || undefined}
              x={index * step + step * 0.1}
              width={step * 0.8}
              y={y(bar.most)}
              height={HEIGHT - y(bar.most)}
            >
              <title>{w.bar(when(bar.fromMs), when(bar.toMs), String(bar.most))}</title>
            </rect>
          ))}
          <line x1="0" x2={WIDTH} y1={y(load.manageable)} y2={y(load.manageable)} />
          <line className="is-flood" x1="0" x2={WIDTH} y1={y(load.flood)} y2={y(load.flood)} />
        </svg>
        <span className="load-mark" style={{ top: `${(y(load.manageable) / HEIGHT) * 100}%` }}>
          {w.manageable} {load.manageable}
        </span>
        <span className="load-mark" style={{ top: `${(y(load.flood) / HEIGHT) * 100}%` }}>
          {w.flood} {load.flood}
        </span>
      </div>
      <div className="load-times" aria-hidden="true">
        {marks.map((ms) => (
          <span key={ms}>{when(ms)}</span>
        ))}
      </div>
    </figure>
  );
}
