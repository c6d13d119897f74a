// One's own cameras, most plausible first.
import { distance } from "../app/format";
import { useWords } from "../app/language";
import type { SectorCamera } from "../missing/door";
import { openOnes } from "./scene";
import { words } from "./words";

const RING_M = 250;
const SHOWN = 80;

export function Sector(props: {
  sector: readonly SectorCamera[];
  shown: string | null;
  onPick: (cameraId: string) => void;
}) {
  const w = useWords(words);
  const waiting = openOnes(props.sector);
  if (waiting.length === 0) {
    return (
      <p className="search-quiet" role="status">
        <b>{w.sectorDone}</b> {w.sectorDoneWhat}
      </p>
    );
  }
  return (
    <ol className="search-sector" aria-label={w.sector}>
      {waiting.slice(0, SHOWN).map((one) => (
        <li key={one.camera_id}>
          <button
            type="button"
            aria-pressed={one.camera_id === props.shown}
            onClick={() => props.onPick(one.camera_id)}
          >
            <span className="search-name">{one.name}</span>
            <span className="search-faint">
              {w.ring(distance((one.ring + 1) * RING_M))}
              {one.state === "dead" && ` · ${w.dead}`}
            </span>
            {one.verdict === "suspect" && <span className="tag warn">{w.suspect}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
