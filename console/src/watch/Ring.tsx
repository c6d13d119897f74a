// The time left to answer as a ring, with the seconds in figures: never by colour alone.
import type { Countdown } from "./decide";

const RADIUS = 34;
const ROUND = 2 * Math.PI * RADIUS;

export function Ring({ left, unit, over }: { left: Countdown; unit: string; over: string }) {
  const seconds = Math.ceil(left.leftMs / 1000);
  return (
    <div
      className="watch-ring"
      data-hurry={left.isHurry || undefined}
      role="timer"
      aria-label={left.isOver ? over : `${seconds} ${unit}`}
    >
      <svg viewBox="-40 -40 80 80" aria-hidden="true">
        <circle r={RADIUS} className="watch-ring-whole" />
        <circle
          r={RADIUS}
          className="watch-ring-left"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - left.share)}
          transform="rotate(-90)"
        />
      </svg>
      <b aria-hidden="true">{seconds}</b>
    </div>
  );
}
