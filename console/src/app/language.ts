// Korean first, English by a switch. Each context keeps its own words; a missing key is a type error.
import { remembered } from "./remembered";

export type Language = "ko" | "en";
type Phrase = string | ((...values: never[]) => string);
export interface Dictionary {
  [key: string]: Phrase | Dictionary;
}
export interface Words<W extends Dictionary> {
  ko: W;
  en: W;
}

export const language = remembered<Language>("language", ["ko", "en"], "ko", (value) => {
  document.documentElement.lang = value;
});

export function defineWords<W extends Dictionary>(ko: W, en: NoInfer<W>): Words<W> {
  return { ko, en };
}

export function useWords<W extends Dictionary>(words: Words<W>): W {
  return words[language.use()];
}

/** Picks the side of a text that the node sends in both languages. */
export function inLanguage(
  of: Language,
  ko: string | null | undefined,
  en: string | null | undefined,
): string {
  return (of === "ko" ? ko || en : en || ko) ?? "";
}
