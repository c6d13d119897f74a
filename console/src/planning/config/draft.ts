// The plan's conditions while they are edited: a value by its path, what is out of range, and where the node's refusal belongs. Pure.
import type { PlanConfig } from "../types";

export type Faults = Readonly<Record<string, string>>;

/** `limits.sites_max`, `funds.0.won`: as the node names a field, with dots alone. */
export function at(config: PlanConfig, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, config);
}

export function put(config: PlanConfig, path: string, value: unknown): PlanConfig {
  return set(config, path.split("."), value) as PlanConfig;
}

function set(into: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(into))
    return into.map((one, i) => (i === Number(key) ? set(one, rest, value) : one));
  const object = (into ?? {}) as Record<string, unknown>;
  return { ...object, [key]: set(object[key], rest, value) };
}

const SPOKEN: readonly [RegExp, string][] = [
  [/^purse\.(\d+)$/, "funds.$1"],
  [/^spacing$/, "limits.spacing_m"],
  [/^forced\..*$/, "forced"],
  [/^limits\.(sites|ptz|fixed)$/, "limits.$1_max"],
  [/^limits\.per_dong_min\..*$/, "limits.sites_per_dong_min"],
  [/^limits$/, "limits.sites_max"],
  [/^coverage|^candidates$/, ""],
];

/** The node says `config.funds[1].won`, and of an impossible plan the limits that clash: `quotas.police, purse.0`. */
export function fieldsOf(said: string): string[] {
  return said.split(", ").flatMap((one) => {
    const path = one
      .replace(/^\$?\.?(data\.)?(config\.)?/, "")
      .replace(/\[(\w+)\]/g, ".$1")
      .replace(/^config$/, "");
    const spoken = SPOKEN.find(([pattern]) => pattern.test(path));
    const found = spoken ? path.replace(spoken[0], spoken[1]) : path;
    const place = placeOf(found);
    return place ? [place] : [];
  });
}

const SHOWN =
  /^(name|year|deadline|hearing_days|forced|forbidden|mounts|funds|mixes|funds\.\d+(\.(code|kind|won|origins|mounts|dongs))?)$/;

/** A fault at `mixes.1` is shown at `mixes`: the nearest place that the form has. */
function placeOf(field: string): string | null {
  const keys = field.split(".");
  for (let length = keys.length; length > 0; length--) {
    const path = keys.slice(0, length).join(".");
    if (SHOWN.test(path) || rangeOf(path)) return path;
  }
  return null;
}

interface Range {
  least: number;
  most: number;
  isWhole?: boolean;
  isOpen?: boolean;
}

const WEIGHT: Range = { least: 0, most: 100 };
const METRES: Range = { least: 1, most: 5_000 };
const COUNT: Range = { least: 0, most: 100_000, isWhole: true };
const OPEN: Range = { ...COUNT, isOpen: true };
const PRICE: Range = { least: 1, most: 10 ** 11, isWhole: true };
const SHARE: Range = { least: 0, most: 1 };
const RANGES: readonly [RegExp, Range][] = [
  [/^weights\.(environment|child_zone|bell)_within_m$/, METRES],
  [/^weights\.lights_enough$/, { least: 0.1, most: 1_000 }],
  [/^weights\./, WEIGHT],
  [/^limits\.(sites|ptz|fixed|smart_poles)_max$/, OPEN],
  [/^limits\.spacing_m$/, { least: 0, most: 1_000 }],
  [/^limits\./, COUNT],
  [/^prices\./, PRICE],
  [/^funds\.\d+\.won$/, { least: 0, most: 10 ** 13, isWhole: true }],
  [/^mixes\.\d+\.(ptz|fixed)$/, { least: 0, most: 8, isWhole: true }],
  [/^quotas\./, SHARE],
  [/^sight\.(ptz|fixed)_range_m$/, METRES],
  [/^sight\.fixed_hfov_deg$/, { least: 10, most: 180 }],
  [/^sight\.height_m$/, { least: 2, most: 30 }],
  [/^sight\.always_share$/, SHARE],
  [/^targets\.step_m$/, { least: 10, most: 50 }],
  [/^solve\.gap$/, { least: 0, most: 0.5 }],
  [/^solve\.time_limit_s$/, { least: 1, most: 3_600 }],
  [/^hearing_days$/, { least: 10, most: 120, isWhole: true }],
  [/^year$/, { least: 2000, most: 2100, isWhole: true }],
];

export function rangeOf(path: string): Range | null {
  return RANGES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** `limits.sites_max` below its least. */
export function isCrossed(config: PlanConfig, path: string): boolean {
  const most = at(config, path);
  const least = at(config, path.replace(/_max$/, "_min"));
  return (
    path.endsWith("_max") && typeof most === "number" && typeof least === "number" && least > most
  );
}

/** Only where the value is still the one that was refused. */
export function stillFaulty(
  faults: Faults,
  asked: PlanConfig | null,
  now: PlanConfig | null,
): Faults {
  if (!asked || !now) return faults;
  return Object.fromEntries(
    Object.entries(faults).filter(([path]) => isSame(at(asked, path), at(now, path))),
  );
}

export type Wrong = "empty" | "number" | "whole" | "range";

/** What is wrong with a number at this place; null when nothing is. */
export function wrongAt(path: string, value: number | null): Wrong | null {
  const range = rangeOf(path);
  if (value === null) return range?.isOpen ? null : "empty";
  if (!Number.isFinite(value)) return "number";
  if (range?.isWhole && !Number.isInteger(value)) return "whole";
  return range && (value < range.least || value > range.most) ? "range" : null;
}

/** All purses together. */
export function purse(config: PlanConfig): number {
  return config.funds.reduce((sum, one) => sum + one.won, 0);
}

/** The text of the value, so that order of keys does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** A site must be in, must not be, or is free: one press changes it, a second takes it back. */
export function toggled(
  config: PlanConfig,
  list: "forced" | "forbidden",
  site: string,
): PlanConfig {
  const other = list === "forced" ? "forbidden" : "forced";
  const has = config[list].includes(site);
  return {
    ...config,
    [list]: has ? config[list].filter((one) => one !== site) : [...config[list], site],
    [other]: config[other].filter((one) => one !== site),
  };
}

const CELL = /^(\D+)(\d{3})(\d{3})$/;

/** A place that the planner names, at the middle of a cell: `다사538520` → `H다사53855205` (10 m of the national grid). */
export function placeIn(cell: string): string | null {
  const [, square, east, north] = CELL.exec(cell) ?? [];
  return square ? `H${square}${east}5${north}5` : null;
}

/** The cell that a named place lies in; null for what is no such name. */
export function cellOf(candidate: string): string | null {
  const [, square, east, north] = /^H(\D+)(\d{3})\d(\d{3})\d$/.exec(candidate) ?? [];
  return square ? `${square}${east}${north}` : null;
}

/** The present plan as where the search begins, without what was thrown out. */
export function fromPresent(config: PlanConfig, sites: readonly string[]): PlanConfig {
  const kept = sites.filter((one) => !config.forbidden.includes(one));
  return { ...config, by_hand: [...new Set([...kept, ...config.forced])] };
}
