// One line's facts as people read them. Pure.
import { type Answer, Problem } from "../api/client";
import { count, seoulDate, seoulTime } from "../app/format";
import { inLanguage, type Language } from "../app/language";
import { problemText } from "../incident/problem";
import { words } from "./words";

export type LinkPage = Answer<"ListLinks">;
export type Line = LinkPage["links"][number];
export type Mark = "ok" | "warn" | "alarm" | "";

const LONG_ROUND_TRIP_MS = 500;
const SHORT = 8;

export const nameOf = (line: Pick<Line, "name_ko" | "name_en" | "code">, of: Language) =>
  inLanguage(of, line.name_ko, line.name_en) || line.code;

/** A line that was revoked is settled: grey, not a fault. */
export function markOf(state: string): Mark {
  if (state === "up" || state === "own") return "ok";
  return state === "down" || state === "to_confirm" ? "warn" : state === "refused" ? "alarm" : "";
}

export function needsALook(line: Line): boolean {
  if (line.state === "revoked") return false;
  return line.state !== "up" || line.reason !== "" || differs(line);
}

/** Only what was compared can differ. */
export function differs({ catalogue }: Line): boolean {
  return Boolean(catalogue?.checked_at && !catalogue.agrees);
}

const figure = (value: number) => {
  const size = Math.abs(value);
  return size < 0.05 ? "0" : value.toFixed(size < 10 ? 1 : 0);
};

/** Round trip and clocks; nothing where the line does not stand. */
export function measured(line: Line, of: Language): string {
  const w = words[of];
  if (line.state === "down" || line.state === "revoked") return "";
  const { rtt_ms, skew_ms } = line;
  return [
    rtt_ms !== null && w.roundTrip(figure(rtt_ms)),
    skew_ms !== null && w.skew(figure(Math.abs(skew_ms))),
  ]
    .filter(Boolean)
    .join(" · ");
}

export const isSlow = (line: Line) => (line.rtt_ms ?? 0) > LONG_ROUND_TRIP_MS;

export function digest(text: string): string {
  return text ? text.slice(0, SHORT) : "–";
}

/** `실시간` where the centre tells of its cameras itself, else what file stands for it. */
export function sourceText(source: string, of: Language): string {
  const w = words[of];
  if (!source) return w.sources.live;
  const made = /synthetic(?::\s*(\d+))?/i.exec(source);
  if (!made) return w.sources.published;
  const isMixed = source.replace(made[0], "").replace(/[\s,]/g, "") !== "";
  return isMixed && made[1] ? w.partlySynthetic(count(Number(made[1]))) : w.sources.synthetic;
}

export function stageText(stage: string | null, on: string | null, of: Language): string {
  const w = words[of];
  if (!stage) return w.noStage;
  return [w.stages[stage] ?? stage, on].filter(Boolean).join(" · ");
}

/** Since when, with the day when it is not today's. */
export function sinceText(since: string | null, now: number, of: Language): string {
  return since ? words[of].since(seoulTime(since, now)) : "";
}

export function ownText(page: LinkPage, of: Language): string {
  const w = words[of];
  const stage = w.stages[page.stage] ?? page.stage;
  const own = page.stage_on ? w.own(stage, page.stage_on) : w.ownPreparing;
  const ends = page.certificate_ends ? w.certificate(seoulDate(page.certificate_ends)) : "";
  return [own, ends].filter(Boolean).join(" · ");
}

/** Why an invitation or a revocation was refused. */
export function linkProblem(problem: unknown, of: Language): string {
  const said = words[of].problems;
  if (problem instanceof Problem) {
    const known = said[problem.code] ?? said[problem.field ?? ""];
    if (known) return known;
  }
  return problemText(problem, of);
}
