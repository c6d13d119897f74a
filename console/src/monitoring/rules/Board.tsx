// The picture with its rules drawn over it: corners are keys that can be dragged, pushed by arrows, taken out and added.
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { useWords } from "../../app/language";
import { percent } from "../alarm";
import type { Point, Rule } from "../types";
import { LINES } from "./draft";
import { arrowOf, at, inserted, middle, nudged, placed, STEP, without } from "./shape";
import { words } from "./words";

const PUSHES: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Before the picture's place is known. */
const USUAL = { width: 1600, height: 900 };

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the picture itself lies within the board, whatever its shape. */
function usePicturePlace(board: RefObject<HTMLDivElement | null>): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const element = board.current;
    const picture = element?.querySelector(".tile-picture");
    if (!element || !picture) return;
    const measure = () => {
      const [outer, inner] = [element.getBoundingClientRect(), picture.getBoundingClientRect()];
      setPlace({
        left: inner.left - outer.left,
        top: inner.top - outer.top,
        width: inner.width,
        height: inner.height,
      });
    };
    const seen = new ResizeObserver(measure);
    seen.observe(element);
    seen.observe(picture);
    return () => seen.disconnect();
  }, [board]);
  return place;
}

interface Size {
  width: number;
  height: number;
}

const inPixels = ([x, y]: Point, size: Size): Point => [x * size.width, y * size.height];
const text = (points: readonly Point[], size: Size) =>
  points.map((point) => inPixels(point, size).join(",")).join(" ");

function Arrow({ rule, size }: { rule: Rule; size: Size }) {
  const ways = rule.both_ways ? [1, -1] : [1];
  return ways.map((way) => {
    const ends = arrowOf(rule.points, size.width / size.height, 0.09 * way);
    return (
      <polyline
        key={way}
        className="is-arrow"
        markerEnd="url(#mon-arrow)"
        points={text(ends, size)}
      />
    );
  });
}

function Shape(props: { rule: Rule; isChosen: boolean; size: Size }) {
  const { rule, isChosen, size } = props;
  const isLine = LINES.has(rule.kind);
  if (rule.points.length < 2) return null;
  return (
    <g className="mon-shape" data-chosen={isChosen || undefined}>
      {isLine || rule.points.length === 2 ? (
        <polyline points={text(rule.points, size)} />
      ) : (
        <polygon points={text(rule.points, size)} />
      )}
      {isLine && rule.points.length === 2 && <Arrow rule={rule} size={size} />}
    </g>
  );
}

interface CornerProps {
  rule: Rule;
  index: number;
  shareOf: (event: PointerEvent) => Point;
  onPoints: (points: Point[]) => void;
}

function Corner({ rule, index, shareOf, onPoints }: CornerProps) {
  const w = useWords(words);
  const [x, y] = rule.points[index] as Point;
  const isLine = LINES.has(rule.kind);
  const press = (event: KeyboardEvent) => {
    const push = PUSHES[event.code];
    if (push) {
      const step = event.shiftKey ? STEP / 10 : STEP;
      event.preventDefault();
      onPoints(nudged(rule.points, index, [push[0] * step, push[1] * step]));
    }
    if ((event.code === "Delete" || event.code === "Backspace") && !isLine) {
      event.preventDefault();
      onPoints(without(rule.points, index));
    }
  };
  return (
    <button
      type="button"
      className="mon-corner"
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
      aria-label={w.corner(String(index + 1), percent(x), percent(y))}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        onPoints(placed(rule.points, index, shareOf(event)));
      }}
    />
  );
}

function Corners(props: Omit<CornerProps, "index">) {
  const { rule, onPoints } = props;
  const w = useWords(words);
  const isZone = !LINES.has(rule.kind) && rule.points.length > 2;
  return (
    <>
      {isZone &&
        rule.points.map((_, index) => {
          const [x, y] = middle(rule.points, index);
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a side is known by its place alone
              key={index}
              type="button"
              className="mon-between"
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              aria-label={w.insert(String(index + 1))}
              onClick={() => onPoints(inserted(rule.points, index))}
            >
              +
            </button>
          );
        })}
      {rule.points.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a corner that is dragged must stay the same element
        <Corner key={index} {...props} index={index} />
      ))}
    </>
  );
}

export interface BoardProps {
  rules: readonly Rule[];
  chosen: Rule | null;
  isDrawing: boolean;
  onPoints: (points: Point[]) => void;
  onChoose: (rule: Rule) => void;
  /** A line has both its ends. */
  onDrawn: () => void;
  children: ReactNode;
}

export function Board(props: BoardProps) {
  const { rules, chosen, isDrawing, onPoints } = props;
  const w = useWords(words);
  const board = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const place = usePicturePlace(board);
  const size = place && place.height > 0 ? place : USUAL;
  const shareOf = (event: PointerEvent): Point => {
    const box = layer.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    return at((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const add = (event: PointerEvent) => {
    if (!isDrawing || !chosen) return;
    const next = [...chosen.points, shareOf(event)];
    onPoints(next);
    if (LINES.has(chosen.kind) && next.length === 2) props.onDrawn();
  };
  const others = rules.filter((one) => one !== chosen);
  return (
    <div ref={board} className="mon-board">
      {props.children}
      <div
        ref={layer}
        className="mon-layer"
        data-drawing={isDrawing || undefined}
        style={place ?? { inset: 0 }}
        onPointerDown={add}
      >
        <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={w.board}>
          <defs>
            <marker
              id="mon-arrow"
              viewBox="0 0 10 10"
              refX="8"
              refY="5"
              markerWidth="6"
              markerHeight="6"
              orient="auto"
            >
              <path d="M0 0 10 5 0 10z" />
            </marker>
          </defs>
          {others.map((rule) => (
            <Shape key={rule.rule_id} rule={rule} isChosen={false} size={size} />
          ))}
          {chosen && <Shape rule={chosen} isChosen size={size} />}
        </svg>
        {chosen && <Corners rule={chosen} shareOf={shareOf} onPoints={onPoints} />}
      </div>
    </div>
  );
}
