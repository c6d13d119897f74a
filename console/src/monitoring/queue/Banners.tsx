// What the operator must know of the watching itself: a flood, nobody who analyses, cameras that are late or left out.
import { count } from "../../app/format";
import { useWords } from "../../app/language";
import { go } from "../../app/router";
import type { MonitoringCounts } from "../types";
import { words } from "./words";

function ToWorkers() {
  const w = useWords(words);
  return (
    <button type="button" onClick={() => go("/monitoring/workers")}>
      {w.toWorkers}
    </button>
  );
}

export function Banners({ counts, shown }: { counts: MonitoringCounts | null; shown: number }) {
  const w = useWords(words);
  if (!counts) return null;
  const isAway = counts.workers === 0 && counts.watched > 0;
  const lacks = [
    counts.late > 0 && w.late(count(counts.late)),
    counts.isolated > 0 && w.isolated(count(counts.isolated)),
  ].filter(Boolean);
  return (
    <>
      {isAway && (
        <div className="mon-banner is-alarm" role="alert">
          <b>{w.away}</b>
          <span>{w.awayWhat}</span>
          <ToWorkers />
        </div>
      )}
      {counts.flood && (
        <div className="mon-banner" role="status">
          <b>
            {counts.waiting > 0
              ? w.flood(count(counts.waiting + counts.shown), count(shown))
              : w.floodShown(count(shown))}
          </b>
          {counts.waiting > 0 && <span>{w.floodWhat}</span>}
        </div>
      )}
      {!isAway && lacks.length > 0 && (
        <div className="mon-banner is-quiet">
          <span>{lacks.join(" · ")}</span>
          <ToWorkers />
        </div>
      )}
    </>
  );
}
