import { describe, expect, it } from "vitest";
import type { Dictionary, Words } from "../../src/app/language";

const modules = import.meta.glob<{ words: Words<Dictionary> }>("../../src/**/words.ts", {
  eager: true,
});
const HANGUL = /[가-힣]/;

function phrases(dictionary: Dictionary, path = ""): [string, unknown][] {
  return Object.entries(dictionary).flatMap(([key, value]) =>
    typeof value === "object" ? phrases(value, `${path}${key}.`) : [[`${path}${key}`, value]],
  );
}

function said(phrase: unknown): string {
  if (typeof phrase !== "function") return String(phrase);
  return String(phrase(...Array.from({ length: phrase.length }, () => "7")));
}

describe.each(Object.entries(modules))("words of %s", (_path, { words }) => {
  const ko = new Map(phrases(words.ko));
  const en = new Map(phrases(words.en));

  it("says the same things in both languages", () => {
    expect([...en.keys()].sort()).toEqual([...ko.keys()].sort());
  });

  it("takes the same values in both languages", () => {
    for (const [key, phrase] of ko) expect(typeof en.get(key), key).toBe(typeof phrase);
  });

  it("leaves no phrase empty", () => {
    for (const [key, phrase] of [...ko, ...en]) expect(said(phrase).trim(), key).not.toBe("");
  });

  it("speaks no Korean in English, but for the switch back to Korean", () => {
    for (const [key, phrase] of en) {
      if (key !== "toKorean") expect(said(phrase), key).not.toMatch(HANGUL);
    }
  });
});

it("finds the words of every context", () => {
  expect(Object.keys(modules).length).toBeGreaterThanOrEqual(5);
});
