// A change that verdicts made, in words. Pure.
import { count } from "../../app/format";
import type { Language } from "../../app/language";
import { percent } from "../alarm";
import type { Tuning } from "../types";
import { words } from "./words";

const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;

export function changeOf(one: Tuning, of: Language): string {
  const w = words[of];
  if (one.what === "place") return w.place;
  if (one.what === "hours") {
    const [from, to] = one.hours ?? [0, 0];
    return w.hours(clock(from), clock(to));
  }
  return w.score(percent(one.before ?? 0), percent(one.after ?? 0));
}

/** Of a score: shares; of a place or of hours: how many false alarms. */
export function basisOf(one: Tuning, of: Language): string[] {
  const w = words[of];
  const { cut, lost } = one.expected;
  const said = [];
  if (cut !== undefined) {
    said.push(one.what === "score" ? w.cutShare(percent(cut)) : w.cutCount(count(cut)));
  }
  if (lost) said.push(w.lost(`${(lost * 100).toFixed(1)} %`));
  if (one.what === "place") said.push(w.silenced(count(one.silenced)));
  return said;
}
