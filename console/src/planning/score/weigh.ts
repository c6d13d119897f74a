// The score of a cell from its unweighted parts, as the node weighs it (dossier 7.2): on the map by one expression, in words line by line.
import type { ExpressionSpecification } from "maplibre-gl";
import type { ScoredCell, ScoreReason, Told, Weights } from "../types";

/** In the order of `ScoredCell.parts`; after them comes the factor. */
export const PARTS = ["watch", "crime", "environment", "dark", "children", "requests"] as const;
export type Part = (typeof PARTS)[number];
export type Sliders = Pick<Weights, Part>;
export type Shown = Part | "total";

const FACTOR = PARTS.length;
/** The most that each part comes to before it is weighed. */
export const MOST: Record<Part, number> = {
  watch: 10,
  crime: 5,
  environment: 5,
  dark: 3,
  children: 2,
  requests: 5,
};

export function weighed(parts: readonly number[], weights: Sliders): number {
  const sum = PARTS.reduce((so_far, part, at) => so_far + weights[part] * (parts[at] ?? 0), 0);
  return (parts[FACTOR] ?? 1) * sum;
}

/** The same for the map: a slider's move is one new expression over properties `p0` … `p6`. */
export function expressionOf(shown: Shown, weights: Sliders): ExpressionSpecification {
  if (shown !== "total") return ["get", `p${PARTS.indexOf(shown)}`];
  const terms = PARTS.map(
    (part, at): ExpressionSpecification => ["*", weights[part], ["get", `p${at}`]],
  );
  return ["*", ["get", `p${FACTOR}`], ["+", ...terms] as unknown as ExpressionSpecification];
}

/** Where one shade ends and the next begins; the two bands are steps of the score's own scale. */
export function stepsOf(shown: Shown, weights: Weights): number[] {
  if (shown === "total") {
    const { first_band: first, second_band: second } = weights;
    const low = [0.25, 0.5, 0.75].map((share) => round(second * share));
    return second > 0 && first > second
      ? [...low, second, first]
      : [...low, Math.max(first, second)];
  }
  const most = MOST[shown];
  return [0.2, 0.4, 0.6, 0.8].map((share) => round(most * share));
}

const round = (value: number) => Math.round(value * 10) / 10;

export type Band = "first" | "second" | null;

export function bandOf(score: number, weights: Weights): Band {
  if (score >= weights.first_band) return "first";
  return score >= weights.second_band ? "second" : null;
}

export interface Line {
  part: string;
  told: Told;
  points: number;
}

/** The node's lines, each with its points under other weights; together they are the score. A part that weighed
 * nothing when the node counted has no line of its own, so it gets one. */
export function linesOf(
  cell: ScoredCell,
  then: Weights,
  now: Sliders,
  plain: (part: Part) => Told,
): Line[] {
  const own = new Set<string>(PARTS);
  const lines = cell.reasons.filter((one) => own.has(one.part)).map((one) => again(one, then, now));
  PARTS.forEach((part, at) => {
    const points = now[part] * (cell.parts[at] ?? 0);
    const isTold = lines.some((one) => one.part === part && (one.points !== 0 || points === 0));
    if (points !== 0 && !isTold) {
      const told = lines.find((one) => one.part === part)?.told ?? plain(part);
      lines.splice(0, lines.length, ...lines.filter((one) => one.part !== part));
      lines.push({ part, told, points });
    }
  });
  return [...lines, ...factorLines(cell, then, now)];
}

/** The node ends a line by its points; here they stand in a column of their own, and may be others. */
export function bare(told: Told): Told {
  const short = (text: string) => text.replace(/: -?[\d.]+$/, "");
  return { ko: short(told.ko), en: short(told.en) };
}

function again(reason: ScoreReason, then: Weights, now: Sliders): Line {
  const part = reason.part as Part;
  const points = then[part] > 0 ? (reason.points * now[part]) / then[part] : reason.points;
  return { part, told: bare(reason.told), points };
}

/** What the dong's people add is a share of all the other points. */
function factorLines(cell: ScoredCell, then: Weights, now: Sliders): Line[] {
  const sum = (weights: Sliders) => weighed([...cell.parts.slice(0, FACTOR), 1], weights);
  const before = sum(then);
  const own = new Set<string>(PARTS);
  return cell.reasons
    .filter((one) => !own.has(one.part))
    .map((one) => ({
      part: one.part,
      told: bare(one.told),
      points: before > 0 ? (one.points * sum(now)) / before : one.points,
    }));
}

export interface RankedCell {
  cell: ScoredCell;
  score: number;
}

/** Highest first; equal ones by their number on the national grid. */
export function ranked(cells: readonly ScoredCell[], weights: Sliders): RankedCell[] {
  return cells
    .map((cell) => ({ cell, score: weighed(cell.parts, weights) }))
    .sort((a, b) => b.score - a.score || a.cell.code.localeCompare(b.cell.code));
}

export function slidersOf(weights: Weights): Sliders {
  return Object.fromEntries(PARTS.map((part) => [part, weights[part]])) as unknown as Sliders;
}

export function isMoved(now: Sliders, then: Sliders): boolean {
  return PARTS.some((part) => now[part] !== then[part]);
}
