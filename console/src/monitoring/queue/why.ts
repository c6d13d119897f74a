// Why an alarm comes before others, from the factors that the node told. Pure.
import type { Language } from "../../app/language";
import type { Alarm } from "../types";
import { words } from "./words";

/** A factor this near to 1 moved nothing worth a word. */
const LITTLE = 0.05;

export function whyOf(alarm: Pick<Alarm, "why">, of: Language): string[] {
  const said = words[of].factors;
  return alarm.why.flatMap(({ factor, value }) => {
    if (Math.abs(value - 1) < LITTLE) return [];
    const text = said[`${factor}_${value > 1 ? "up" : "down"}`];
    return text ? [text] : [];
  });
}
