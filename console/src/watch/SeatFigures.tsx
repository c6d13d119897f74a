// The seat's last hour and what it shows of all cameras: small, below, never in the way.
import type { Summary } from "../api/feed";
import { count, delay } from "../app/format";
import { language, useWords } from "../app/language";
import type { Figures } from "./load";
import { words } from "./words";

const TALLEST_PX = 32;

export function SeatFigures(props: { figures: Figures; summary: Summary | null; shown: number }) {
  const { figures, summary } = props;
  const w = useWords(words);
  const lang = language.use();
  const most = Math.max(1, ...figures.bars);
  return (
    <section className="watch-figures">
      <h2>{w.lastHour}</h2>
      <p className="watch-figure">{w.calls(count(figures.calls), count(figures.answered))}</p>
      <p className="watch-faint">
        {w.hourParts(count(figures.lent), count(figures.refused))}
        {figures.meanAnswerS !== null && ` · ${w.mean(delay(figures.meanAnswerS * 1000, lang))}`}
      </p>
      <div className="watch-bars" role="img" aria-label={`${w.bars}: ${figures.bars.join(", ")}`}>
        {figures.bars.map((bar, index) => (
          <i
            // biome-ignore lint/suspicious/noArrayIndexKey: the bar is its place in the hour
            key={index}
            data-most={(bar > 0 && bar === most) || undefined}
            style={{ height: 4 + (bar / most) * TALLEST_PX }}
          />
        ))}
      </div>
      {summary && (
        <>
          <h2>{w.shownCameras}</h2>
          <p className="watch-figure">{w.shownOf(count(props.shown), count(summary.cameras))}</p>
          <p className="watch-faint">{w.dead(count(summary.cameras_dead))}</p>
        </>
      )}
    </section>
  );
}
