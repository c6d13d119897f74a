// Corners and lines as shares of the picture: moving, adding, taking out, and where a line's arrow points. Pure.
import type { Point } from "../types";

export const MOST_CORNERS = 32;
/** One press of an arrow key; with Shift a tenth of it. */
export const STEP = 0.01;

const inside = (share: number) => Math.min(1, Math.max(0, Math.round(share * 10_000) / 10_000));

export const at = (x: number, y: number): Point => [inside(x), inside(y)];

export function placed(points: readonly Point[], index: number, to: Point): Point[] {
  return points.map((point, place) => (place === index ? at(to[0], to[1]) : point));
}

export function nudged(points: readonly Point[], index: number, by: Point): Point[] {
  const point = points[index];
  return point ? placed(points, index, [point[0] + by[0], point[1] + by[1]]) : [...points];
}

/** Half-way between a corner and the next one; a polygon goes round. */
export function middle(points: readonly Point[], index: number): Point {
  const [x0, y0] = points[index] ?? [0, 0];
  const [x1, y1] = points[(index + 1) % points.length] ?? [0, 0];
  return at((x0 + x1) / 2, (y0 + y1) / 2);
}

export function inserted(points: readonly Point[], after: number): Point[] {
  if (points.length >= MOST_CORNERS) return [...points];
  return [...points.slice(0, after + 1), middle(points, after), ...points.slice(after + 1)];
}

/** A zone with two corners is none: the whole of it goes then. */
export function without(points: readonly Point[], index: number): Point[] {
  return points.length <= 3 ? [] : points.filter((_, place) => place !== index);
}

/** What somebody who does not draw with a pointer begins with. */
export const FIRST_ZONE: readonly Point[] = [
  [0.25, 0.35],
  [0.75, 0.35],
  [0.75, 0.85],
  [0.25, 0.85],
];
export const FIRST_LINE: readonly Point[] = [
  [0.25, 0.6],
  [0.75, 0.6],
];

/** From the line's middle to its right-hand side, seen from its first end to its second (y grows downwards); `aspect` keeps
 * it upright on a picture that is wider than high. */
export function arrowOf(points: readonly Point[], aspect: number, length = 0.08): [Point, Point] {
  const [x, y] = middle(points, 0);
  const [x0, y0] = points[0] ?? [0, 0];
  const [x1, y1] = points[1] ?? [0, 0];
  const [dx, dy] = [(x1 - x0) * aspect, y1 - y0];
  const size = Math.hypot(dx, dy) || 1;
  return [
    [x, y],
    [x + ((-dy / size) * length) / aspect, y + (dx / size) * length],
  ];
}
