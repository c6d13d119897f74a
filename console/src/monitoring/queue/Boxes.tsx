// Frames over a picture, as shares of it: they lie right at any size.
import { useWords } from "../../app/language";
import type { Box } from "../types";
import { words } from "./words";

export function Boxes({ boxes }: { boxes: readonly Box[] }) {
  const w = useWords(words);
  if (boxes.length === 0) return null;
  return (
    <svg
      className="mon-boxes"
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      role="img"
      aria-label={w.boxHere}
    >
      {boxes.map(([left, top, right, bottom]) => (
        <g key={`${left} ${top} ${right} ${bottom}`}>
          <rect className="is-edge" x={left} y={top} width={right - left} height={bottom - top} />
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </g>
      ))}
    </svg>
  );
}
