// What other centres lend is said in one line each, and marked where their line does not stand.
import { describe, expect, it } from "vitest";
import type { Lending, LinkStanding } from "../../src/api/feed";
import { centreShort } from "../../src/app/centre";
import { isStale, staleOf } from "../../src/feed/stale";
import { otherCentres } from "../../src/incident/others";
import { incident, lending } from "../feed/made";

const GANGBUK = {
  owner: "GANGBUK",
  owner_name_ko: "강북구 통합관제센터",
  owner_name_en: "Gangbuk control centre",
  owner_clause_text_ko: "협약 제2조제2항에 따라 영상 제공",
  owner_clause_text_en: "Lent under clause 2.2",
};
const line = (state: LinkStanding["state"]): LinkStanding => ({
  code: "GANGBUK",
  name_ko: "강북구 통합관제센터",
  name_en: "Gangbuk control centre",
  state,
  since: "2026-11-21T05:02:00Z",
});
const said = (
  more: Partial<Lending>,
  state: LinkStanding["state"] = "up",
  of: "ko" | "en" = "ko",
) =>
  otherCentres(
    incident("i", { lendings: [lending(), lending({ ...GANGBUK, ...more })] }),
    [line(state)],
    of,
    (one) => one.mine,
  ).map((one) => one.text);

describe("another centre", () => {
  it("lends by a clause of its own", () => {
    expect(said({ cameras: 6 })).toEqual(["강북구 카메라 6대 · 협약 제2조제2항에 따라 영상 제공"]);
    expect(said({ cameras: 6 }, "up", "en")).toEqual([
      "Gangbuk: 6 cameras · Lent under clause 2.2",
    ]);
  });

  it("is asked, and refuses with its reason", () => {
    expect(said({ state: "waiting" })).toEqual(["강북구에 요청함 · 답을 기다리는 중"]);
    expect(said({ state: "refused", reason_text_ko: "목록에 없는 유형: 구조" })).toEqual([
      "강북구 영상 제공 안 함 · 목록에 없는 유형: 구조",
    ]);
  });

  it("out of reach is said with since when, whatever it lent", () => {
    expect(said({}, "down")).toEqual(["강북구 연결 끊김 · 14:02부터 · 마지막으로 알려진 상태"]);
    expect(said({ state: "waiting" }, "refused")).toEqual([
      "강북구 연결 끊김 · 14:02부터 · 연결되면 요청을 전합니다",
    ]);
    expect(said({ state: "closed" }, "down")).toEqual(["강북구 제공 종료"]);
  });

  it("has one line for what runs; an earlier lending that is over goes without saying", () => {
    const lendings = [
      lending({ ...GANGBUK, state: "closed" }),
      lending({ ...GANGBUK, cameras: 2 }),
    ];
    const lines = otherCentres(incident("i", { lendings }), [line("up")], "ko", () => true);
    expect(lines.map((one) => one.text)).toEqual([
      "강북구 카메라 2대 · 협약 제2조제2항에 따라 영상 제공",
    ]);
    expect(lines[0]?.isCut).toBe(false);
  });

  it("that lends to somebody else is not told here, nor are our own lendings", () => {
    expect(said({ mine: false })).toEqual([]);
  });
});

it("a line is stale when it is down or refused, not while nothing is known of it", () => {
  expect(["up", "unknown", "down", "refused"].filter((one) => isStale(line(one)))).toEqual([
    "down",
    "refused",
  ]);
  expect(staleOf([line("down")], "")).toBeNull();
  expect(staleOf([line("up")], "GANGBUK")).toBeNull();
  expect(staleOf([line("down")], "GANGBUK")?.code).toBe("GANGBUK");
});

it("a centre is called by its district where there is little room", () => {
  expect(centreShort("강북구 통합관제센터")).toBe("강북구");
  expect(centreShort("Gangbuk control centre")).toBe("Gangbuk");
  expect(centreShort("서울시 CCTV 안전센터")).toBe("서울시 CCTV 안전센터");
});
