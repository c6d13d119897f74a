// The operating policy as the node says it, and the centre's facts as the form holds them.
import { type Answer, ask, type Body, tell } from "../api/client";
import { inLanguage, type Language } from "../app/language";

export type OperatingPolicy = Answer<"OperatingPolicy">;
export type PolicyText = OperatingPolicy["text"];
export type Facts = Body<"SayCentreFacts">;
export type Said = PolicyText["hours"];
export type FactName = keyof Facts;

export const TEXTS = [
  "legal_basis",
  "purpose",
  "range",
  "hours",
  "retention_place",
  "destruction",
  "viewing_place",
  "access",
  "refused",
  "measures",
] as const satisfies readonly FactName[];

export const askPolicy = () => ask<"OperatingPolicy">("/api/policy");
export const askFacts = () => ask<"CentreFacts">("/api/policy/facts");
export const sayFacts = (facts: Facts) => tell<"SayCentreFacts">("/api/policy/facts", facts);
export const publish = (note: string) => tell<"PublishPolicy">("/api/policy/publish", { note });

export const textOf = (said: Said, of: Language) => inLanguage(of, said.ko, said.en);

/** A text that was emptied is not said any more: the standard wording stands again. */
export function withText(facts: Facts, name: (typeof TEXTS)[number], said: Said): Facts {
  const isEmpty = !said.ko.trim() && !said.en?.trim();
  return { ...facts, [name]: isEmpty ? null : said };
}
