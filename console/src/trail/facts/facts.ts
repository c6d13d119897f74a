// A row's further facts in one line of words. Pure.
import { SERVICES } from "../../agreements/lists";
import { seoulDateTime } from "../../app/format";
import type { Language } from "../../app/language";
import { words as roles } from "../../app/roles/words";
import { words } from "./words";

const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const ID = /^([a-z]{2,3})_[0-9a-z]{20,}$/;
/** A signature or a public key in base 64. */
const KEY_STUFF = /^[A-Za-z0-9+/]{40,}=*$/;
const SHORT = 10;
/** What stands in a column of its own is not repeated. */
const IN_COLUMNS = ["at", "event", "camera", "grant", "incident", "organisation", "sealed"];

export function shortHash(hash: string): string {
  return hash.slice(0, SHORT);
}

/** `inc·pcd0m32`: an id is shown by its end, which tells two apart; anything else as it is. */
export function shortId(id: string): string {
  const kind = ID.exec(id)?.[1];
  return kind ? `${kind}·${id.slice(-6)}` : id;
}

function listed(name: string, code: string, of: Language): string | undefined {
  const at = of === "ko" ? 0 : 1;
  const services = Object.values(SERVICES);
  if (name === "service" || name === "services") return SERVICES[code]?.name[at];
  if (name === "code") return services.find((one) => one.codes[code])?.codes[code]?.[at];
  if (name !== "category") return undefined;
  return services.find((one) => one.categories[code])?.categories[code]?.[at];
}

/** One value as people read it. */
export function valueText(name: string, value: unknown, of: Language): string {
  const text = String(value);
  if (HASH.test(text) || KEY_STUFF.test(text)) return shortHash(text);
  if (INSTANT.test(text)) return seoulDateTime(text);
  const role = (roles[of] as Record<string, string>)[text];
  return listed(name, text, of) ?? role ?? words[of].values[text] ?? shortId(text);
}

function listText(name: string, values: readonly unknown[], of: Language): string {
  const said = values.map((one) => valueText(name, one, of));
  const [first] = said;
  if (name !== "cameras" || first === undefined || said.length < 3) return said.join(", ");
  return words[of].more(first, String(said.length - 1));
}

function said(name: string, value: unknown, of: Language): string[] {
  const isEmpty = value === null || value === "" || (name === "exercise" && value === false);
  if (isEmpty || IN_COLUMNS.includes(name)) return [];
  const label = words[of].names[name] ?? name;
  if (Array.isArray(value)) return value.length ? [`${label} ${listText(name, value, of)}`] : [];
  if (typeof value === "object") return facts(value as Record<string, unknown>, of);
  return [`${label} ${valueText(name, value, of)}`];
}

function facts(body: Record<string, unknown>, of: Language): string[] {
  return Object.entries(body).flatMap(([name, value]) => said(name, value, of));
}

/** A row's facts as `유형 강도 · 긴급도 코드0 · 카메라 SB-0215-1 외 8대`. */
export function factsText(body: Record<string, unknown>, of: Language): string {
  return facts(body, of).join(" · ");
}
