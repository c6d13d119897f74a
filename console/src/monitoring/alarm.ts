// An alarm in words: what, where, how sure. Pure.
import type { Language } from "../app/language";
import type { Alarm, Box } from "./types";
import { words } from "./words";

export function percent(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 100)} %`;
}

export function kindName(kind: string, of: Language): string {
  return words[of].kinds[kind] ?? kind;
}

export function whereIs(alarm: Pick<Alarm, "dong" | "camera_name">): string {
  const { dong, camera_name: name } = alarm;
  return !dong || name.startsWith(dong) ? name : `${dong} ${name}`;
}

export function headline(alarm: Alarm, of: Language): string {
  return `${kindName(alarm.kind, of)} · ${whereIs(alarm)}`;
}

/** Boxes that lie in the picture; what a worker says beyond its edges is cut there. */
export function boxesOf(boxes: readonly (readonly number[])[]): Box[] {
  const inside = (share: number | undefined) => Math.min(1, Math.max(0, share ?? Number.NaN));
  return boxes
    .map(([left, top, right, bottom]) => [left, top, right, bottom].map(inside) as unknown as Box)
    .filter(([left, top, right, bottom]) => right > left && bottom > top);
}
