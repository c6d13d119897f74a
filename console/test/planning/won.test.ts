import { expect, it } from "vitest";
import { parseWon, wonText } from "../../src/planning/won";

it.each([
  [1_220_000_000, "12억 2,000만 원"],
  [410_000_000, "4억 1,000만 원"],
  [100_000_000, "1억 원"],
  [17_800_000, "1,780만 원"],
  [10_001, "1만 1 원"],
  [0, "0원"],
  [-5_000_000, "-500만 원"],
])("%i won is said as %s", (won, said) => expect(wonText(won, "ko")).toBe(said));

it("English names the won to the last", () => {
  expect(wonText(410_000_001, "en")).toBe("410,000,001 won");
});

it.each([
  ["410,000,000", 410_000_000],
  ["4억 1,000만 원", 410_000_000],
  ["4억1000만", 410_000_000],
  ["1.5억", 150_000_000],
  ["300만", 3_000_000],
  ["17800000원", 17_800_000],
  ["12 won", 12],
])("%s is read as %i", (typed, won) => expect(parseWon(typed)).toBe(won));

it.each(["", "원", "억", "-5", "4억 여", "1만 2억", "NaN"])("%s is no sum", (typed) => {
  expect(parseWon(typed)).toBeNull();
});

it("what is said is read back", () => {
  for (const won of [1, 9_999, 10_000, 123_456_789, 1_220_000_000]) {
    expect(parseWon(wonText(won, "ko"))).toBe(won);
    expect(parseWon(wonText(won, "en"))).toBe(won);
  }
});
