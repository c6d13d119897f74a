// 인상착의 as lines: what is unknown takes none, and both languages say everything.
import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/missing/describe";
import type { Description } from "../../src/missing/door";

const UNKNOWN: Description = {
  build: "unknown",
  hair: "unknown",
  hair_colour: "unknown",
  walking_aid: "unknown",
};

describe("a description", () => {
  it("has no line for what is unknown", () => {
    expect(linesOf(UNKNOWN, "ko")).toEqual([]);
  });

  it("says colour before kind", () => {
    const said: Description = { ...UNKNOWN, upper: { kind: "padded", colour: "navy" } };
    expect(linesOf(said, "ko")).toEqual([["상의", "남색 패딩"]]);
    expect(linesOf(said, "en")).toEqual([["Top", "navy padded jacket"]]);
  });

  it("leaves an unknown colour out", () => {
    const said: Description = { ...UNKNOWN, shoes: { kind: "slippers", colour: "unknown" } };
    expect(linesOf(said, "ko")).toEqual([["신발", "슬리퍼"]]);
  });
});
