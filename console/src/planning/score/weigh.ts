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

/** Says a part, or what the dong's people add, where the node had no line for it. */
export type Plain = (part: Part | "factor") => Told;

/** The node's lines, each with its points under other weights; together they are the score. */
export function linesOf(cell: ScoredCell, then: Weights, now: Sliders, plain: Plain): Line[] {
  const parts = PARTS.flatMap((part, at) => {
    const points = now[part] * (cell.parts[at] ?? 0);
    const told = cell.reasons.filter((one) => one.part === part);
    if (told.length > 0 && then[part] > 0) return told.map((one) => again(one, then, now));
    // what weighed nothing when the node counted has no line of its own
    const said = told[0] ? bare(told[0].told) : plain(part);
    return points !== 0 || told.length > 0 ? [{ part, told: said, points }] : [];
  });
  const lines = [...parts, ...factorLines(cell, now, plain)];
  return lines.sort((a, b) => b.points - a.points);
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

/** What the dong's people add is a share of all the other points, and is shared out as the node did. */
function factorLines(cell: ScoredCell, now: Sliders, plain: Plain): Line[] {
  const own = new Set<string>(PARTS);
  const told = cell.reasons.filter((one) => !own.has(one.part));
  const alone = weighed([...cell.parts.slice(0, FACTOR), 1], now);
  const added = weighed(cell.parts, now) - alone;
  const before = told.reduce((sum, one) => sum + one.points, 0);
  if (before > 0) {
    return told.map((one) => ({
      part: one.part,
      told: bare(one.told),
      points: (added * one.points) / before,
    }));
  }
  return added > 0 ? [{ part: "factor", told: plain("factor"), points: added }] : [];
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
