// A line's facts in words, in both languages.
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/api/client";
import { usualLink } from "../../src/links/Invite";
import { inOrder } from "../../src/links/LinksPage";
import {
  differs,
  digest,
  linkProblem,
  markOf,
  measured,
  needsALook,
  ownText,
  sourceText,
  stageText,
} from "../../src/links/line";
import { line, page } from "./made";

const DIFFERENT = { ...line("A").catalogue, agrees: false } as NonNullable<
  ReturnType<typeof line>["catalogue"]
>;

describe("a line", () => {
  it("says its round trip and clocks only while it stands", () => {
    expect(measured(line("A"), "ko")).toBe("왕복 1.1 ms · 시각 차 0.4 ms");
    expect(measured(line("A", { rtt_ms: 12.4, skew_ms: 61_000 }), "en")).toBe(
      "round trip 12 ms · clocks 61000 ms apart",
    );
    expect(measured(line("A", { state: "down" }), "ko")).toBe("");
    expect(measured(line("A", { rtt_ms: null, skew_ms: null }), "ko")).toBe("");
  });

  it("is a fault when it is down or refused, settled when it was revoked", () => {
    expect(["up", "own", "down", "refused", "revoked", "unlinked"].map(markOf)).toEqual([
      "ok",
      "ok",
      "warn",
      "alarm",
      "",
      "",
    ]);
    expect(needsALook(line("A", { state: "revoked" }))).toBe(false);
    expect(needsALook(line("A", { state: "refused" }))).toBe(true);
    expect(needsALook(line("A", { state: "to_confirm" }))).toBe(true);
    expect(needsALook(line("A", { reason: "too_many_new_calls" }))).toBe(true);
  });

  it("needs a look when the catalogues differ, not before they were compared", () => {
    expect(differs(line("A", { catalogue: DIFFERENT }))).toBe(true);
    expect(needsALook(line("A", { catalogue: DIFFERENT }))).toBe(true);
    expect(differs(line("A", { catalogue: { ...DIFFERENT, checked_at: null } }))).toBe(false);
    expect(differs(line("A", { catalogue: null }))).toBe(false);
  });

  it("that is broken stands first, a revoked one last", () => {
    const lines = [line("A", { state: "revoked" }), line("B"), line("C", { state: "down" })];
    expect(inOrder(lines).map((one) => one.code)).toEqual(["C", "B", "A"]);
  });
});

it.each([
  ["", "실시간", "live"],
  ["seoul_cctv_sites.csv", "공개자료", "published file"],
  [
    "seoul_cctv_sites.csv, synthetic: 929",
    "공개자료 · 합성 929대",
    "published file · 929 synthetic",
  ],
  ["synthetic", "합성", "synthetic"],
  ["synthetic: 2800", "합성", "synthetic"],
])("where a catalogue comes from: %s", (source, ko, en) => {
  expect([sourceText(source, "ko"), sourceText(source, "en")]).toEqual([ko, en]);
});

it("a stage has its date; one that nobody told is said to be unknown", () => {
  expect(stageText("pilot", "2026-01-01", "ko")).toBe("시범운영 · 2026-01-01");
  expect(stageText("preparing", null, "en")).toBe("Preparing");
  expect(stageText(null, null, "ko")).toBe("알려진 단계 없음");
  expect(ownText(page([]), "ko")).toBe(
    "우리 센터 본격 운영 · 2024-01-01부터 · 연결 인증서 2027-11-22까지",
  );
  expect(
    ownText(page([], { stage: "preparing", stage_on: null, certificate_ends: null }), "en"),
  ).toBe("Our centre is preparing");
});

it("a digest is told apart by its first eight characters", () => {
  expect(digest("3462859ece6db7ae")).toBe("3462859e");
  expect(digest("")).toBe("–");
});

it("a refused invitation is said plainly, by its code or its field", () => {
  const said = (code: string, field: string | null = null) =>
    linkProblem(new Problem(400, code, "not a url", field), "ko");
  expect(said("already_linked")).toContain("이미 연결된");
  expect(said("invalid", "link")).toContain("8603");
  expect(said("else")).toContain("not a url");
});

it("the usual link stands three ports above the console", () => {
  expect(usualLink({ hostname: "seoul.example", port: "" })).toBe("seoul.example:8603");
  expect(usualLink({ hostname: "seoul.localhost", port: "8750" })).toBe("seoul.localhost:8753");
});
