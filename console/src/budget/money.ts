// A year's money as the node says it, and what the page reckons from it.
import type { Body } from "../api/client";
import { ask, Problem, tell } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
type Whole<T> = T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;

export type Money = Whole<Schemas["MoneyView"]>;
export type PurseView = Money["purses"][number];
export type Balance = Money["total"];
export type LineView = Money["lines"][number];
export type Unit = Money["planned"];
export type LineKind = Schemas["LineKind"];
export type FundKind = Schemas["FundKind"];
export type NewPurse = Body<"AddPurse">;
export type NewLine = Body<"AddPurseLine">;

const ROOT = "/api/planning/money";

export const doors = {
  money: (year: number | null) =>
    ask<"PlanningMoney">(year === null ? ROOT : `${ROOT}?year=${year}`) as Promise<Money>,
  purse: (purse: NewPurse) => tell<"AddPurse">(`${ROOT}/purses`, purse) as Promise<Money>,
  line: (line: NewLine) => tell<"AddPurseLine">(`${ROOT}/lines`, line) as Promise<Money>,
  takeBack: (line: string, reason: string) =>
    tell<"TakeBackPurseLine">(`${ROOT}/lines/${encodeURIComponent(line)}/take-back`, {
      reason,
    }) as Promise<Money>,
  carryOver: (purse_id: string, into: string, won: number) =>
    tell<"CarryMoneyOver">(`${ROOT}/carry-over`, { purse_id, into, won }) as Promise<Money>,
};

/** What a person writes; money is carried over on both sides at once, by its own form. */
export const BY_HAND: readonly LineKind[] = ["executed", "contract", "plan", "returned", "amended"];
export const FUND_KINDS: readonly FundKind[] = [
  "district",
  "city",
  "national",
  "special_grant",
  "special_adjustment",
  "residents",
  "other",
];

export interface Bar {
  /** Shares of the bar's whole width, 0…1. */
  gone: number;
  contracted: number;
  planned: number;
  /** Where what there is ends; below 1 only when something goes beyond it. */
  allotted: number;
}

/** The bar is as wide as the largest of what there is, what is planned, bound or gone. */
export function barOf(sums: Balance): Bar {
  const gone = sums.executed + sums.returned + sums.carried_out;
  const widest = Math.max(sums.allotted, gone, sums.contracted, sums.planned, 1);
  const share = (won: number) => Math.max(0, won) / widest;
  return {
    gone: share(gone),
    contracted: share(sums.contracted),
    planned: share(sums.planned),
    allotted: share(sums.allotted),
  };
}

export const isOutgrown = (problem: unknown): boolean =>
  problem instanceof Problem && problem.code === "would_outgrow";

/** Today, kept inside the year of the purse: a line of another year is refused. */
export function dayIn(year: number, today: string): string {
  if (today.startsWith(`${year}-`)) return today;
  return Number(today.slice(0, 4)) < year ? `${year}-01-01` : `${year}-12-31`;
}
