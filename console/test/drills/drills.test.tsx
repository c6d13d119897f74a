// The page of the drills in each of its states: none, ahead, running, joined, over, refused.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { doors } from "../../src/agreements/doors";
import { api, Problem } from "../../src/api/client";
import type { Incident } from "../../src/api/feed";
import { DrillsPage } from "../../src/drills/DrillsPage";
import {
  type Drill,
  drillOf,
  incidentsOf,
  inOrder,
  refusedField,
  standingOf,
  wantingIn,
} from "../../src/drills/drill";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { incident } from "../incident/example";

const NOW = Date.parse("2026-11-21T05:00:00Z");
let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => feed, useLinks: () => [] }));

const named = (code: string, name_ko: string) => ({ code, name_ko, name_en: `en ${name_ko}` });

function drill(id: string, more: Partial<Drill> = {}): Drill {
  return {
    drill_id: id,
    title: `훈련 ${id}`,
    reason: "분기 훈련",
    services: [named("BELL", "비상벨")],
    organisations: [named("KNPA.A", "가경찰서")],
    starts: "2026-11-21T04:00:00Z",
    ends: "2026-11-21T06:00:00Z",
    ended_at: null,
    joined: false,
    score: null,
    ...more,
  };
}

const SCORE = {
  incidents: [
    {
      incident_id: "i1",
      service: named("BELL", "비상벨"),
      category: named("PRESS", "버튼 누름"),
      received_at: "2026-11-21T04:10:00Z",
      recognised_s: 12,
      first_picture_s: null,
      lent: 1,
      used: 0,
      refused: 1,
      reasons: [named("no_clause_for_service", "협약 조항이 없습니다")],
    },
  ],
  people: 4,
  recognised: 1,
  recognised_median_s: 12,
  recognised_worst_s: 12,
  pictured: 0,
  first_picture_median_s: null,
  first_picture_worst_s: null,
  lent: 1,
  used: 0,
  refused: 1,
};
const OVER = drill("over", { ended_at: "2026-11-21T04:30:00Z" });

describe("a drill", () => {
  it.each([
    ["ahead", drill("a", { starts: "2026-11-21T05:30:00Z" })],
    ["running", drill("a")],
    ["over", drill("a", { ends: "2026-11-21T05:00:00Z" })],
    ["over", OVER],
  ])("is %s", (standing, one) => expect(standingOf(one, NOW)).toBe(standing));

  it("what runs comes first, then the newest", () => {
    const old = drill("old", { starts: "2026-11-21T01:00:00Z" });
    const order = inOrder([OVER, old, drill("new")], NOW).map((one) => one.drill_id);
    expect(order).toEqual(["new", "old", "over"]);
  });

  it("has its own incidents alone", () => {
    const mine = incident("a", { drill_id: "d" });
    const others = [incident("b"), incident("c", { drill_id: "e" })];
    expect(incidentsOf(drill("d"), [mine, ...others])).toEqual([mine]);
  });

  const fields = {
    title: " 합동 ",
    reason: "분기",
    services: ["BELL"],
    organisations: [],
    ends: "2026-11-21T15:00",
  };
  it.each([
    ["title", { title: " " }],
    ["reason", { reason: "" }],
    ["services", { services: [] }],
    ["ends", { ends: "" }],
    ["ends", { ends: "2026-11-21T14:00" }],
    ["ends", { ends: "2026-11-22T02:01" }],
  ])("without a good %s it does not begin", (field, change) => {
    expect(wantingIn({ ...fields, ...change }, NOW)).toBe(field);
    expect(wantingIn(fields, NOW)).toBeNull();
  });

  it("begins now and ends in Seoul's time", () => {
    expect(drillOf(fields, NOW)).toMatchObject({
      title: "합동",
      starts: "2026-11-21T05:00:00.000Z",
      ends: "2026-11-21T15:00:00+09:00",
    });
    expect(refusedField(new Problem(400, "invalid", "", "services[0]"))).toBe("services");
    expect(refusedField(new Problem(400, "invalid", "", "other"))).toBeNull();
  });
});

describe("the page", () => {
  let root: Root;
  let client: QueryClient;
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    vi.spyOn(Date, "now").mockReturnValue(NOW);
    vi.spyOn(doors, "list").mockResolvedValue([] as never);
    vi.spyOn(api, "services").mockResolvedValue({ services: [], left_out: [] });
    document.body.innerHTML = "<div></div>";
    root = createRoot(document.body.firstElementChild as Element);
    client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  });
  afterEach(() => {
    act(() => root.unmount());
    client.clear();
    vi.restoreAllMocks();
  });

  async function show(answer: Promise<Drill[]>, role: string, incidents: Incident[] = []) {
    feed = { ...EMPTY, incidents, hello: { person: { role }, centre: {} } } as unknown as FeedState;
    vi.spyOn(api, "drills").mockReturnValue(answer);
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <DrillsPage />
        </QueryClientProvider>,
      ),
    );
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(document.body.textContent).not.toContain("불러오는 중");
    });
    return document.body.textContent ?? "";
  }
  const buttons = () => [...document.querySelectorAll("button")].map((one) => one.textContent);
  const press = (text: string) =>
    act(async () =>
      [...document.querySelectorAll("button")].find((one) => one.textContent === text)?.click(),
    );

  it("none: who may begin one is told how, the others what will happen", async () => {
    expect(await show(Promise.resolve([]), "SHIFT_LEAD")).toContain("훈련을 시작하면 참가할");
    expect(buttons()).toEqual(["훈련 시작"]);
  });

  it("none, for an operator", async () => {
    expect(await show(Promise.resolve([]), "OPERATOR")).toContain("관제팀장이나 운영책임자가");
    expect(buttons()).toEqual([]);
  });

  it("a failure is an alert with a way on", async () => {
    await show(Promise.reject(new Problem(0, "unreachable", "", null)), "OPERATOR");
    expect(document.querySelector("[role=alert]")?.textContent).toContain("불러오지 못했습니다");
  });

  it("running: joined by one press; a refusal says why", async () => {
    const join = vi
      .spyOn(api, "joinDrill")
      .mockRejectedValue(new Problem(409, "drill_over", "", null));
    expect(await show(Promise.resolve([drill("a")]), "OPERATOR")).toContain("진행 중");
    expect(buttons()).toEqual(["훈련 참가"]);
    await press("훈련 참가");
    expect(join).toHaveBeenCalledWith("a");
    await vi.waitFor(() => expect(document.body.textContent).toContain("이미 끝난 훈련입니다"));
  });

  it("joined: its incidents, each with the press that says it was recognised", async () => {
    const seen = vi.spyOn(api, "seenInDrill").mockResolvedValue(undefined);
    const mine = incident("i1", { drill_id: "a" });
    const real = incident("real");
    await show(Promise.resolve([drill("a", { joined: true })]), "OPERATOR", [mine, real]);
    expect(document.querySelectorAll(".drill-incidents li")).toHaveLength(1);
    await press("확인");
    expect(seen).toHaveBeenCalledWith("a", "i1");
    await vi.waitFor(() => expect(buttons()).toContain("확인함"));
  });

  it("is ended by a second press, by who may begin one", async () => {
    const end = vi.spyOn(api, "endDrill").mockResolvedValue(OVER);
    await show(Promise.resolve([drill("a", { joined: true })]), "CENTRE_HEAD");
    await press("훈련 종료");
    expect(end).not.toHaveBeenCalled();
    await press("한 번 더 누르면 종료");
    expect(end).toHaveBeenCalledWith("a");
  });

  it("over: the score sheet for who took part, to be printed", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => {});
    const scored = { ...OVER, joined: true, score: SCORE };
    const text = await show(Promise.resolve([scored]), "OPERATOR");
    for (const part of ["평가표", "4명", "1건 중 1건 · 중앙값 12초", "1건 중 0건"]) {
      expect(text).toContain(part);
    }
    for (const part of ["비상벨 · 버튼 누름", "협약 조항이 없습니다"]) expect(text).toContain(part);
    // no machine word without its name, for whoever reads it: a room may read no agreement
    for (const code of ["BELL", "PRESS", "no_clause", "KNPA.A"]) expect(text).not.toContain(code);
    await press("인쇄");
    expect(print).toHaveBeenCalled();
  });

  it("over, without having taken part", async () => {
    expect(await show(Promise.resolve([OVER]), "OPERATOR")).toContain("참가한 사람에게만");
    expect(buttons()).toEqual([]);
  });

  it("the form says what is wanting, and offers only what may be exercised", async () => {
    const code = (name: string, drills: boolean) => ({
      code: name,
      name_ko: name,
      name_en: name,
      drills,
    });
    vi.spyOn(api, "services").mockResolvedValue({
      services: [{ codes: [code("BELL", true), code("WANTED", false)] }],
      left_out: [],
    } as never);
    await show(Promise.resolve([]), "SHIFT_LEAD");
    await press("훈련 시작");
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(document.querySelector("form")?.textContent).toContain("BELL");
    });
    expect(document.querySelector("form")?.textContent).not.toContain("WANTED");
    await act(async () => (document.querySelector("button[type=submit]") as HTMLElement).click());
    expect(document.querySelector("[role=alert]")?.textContent).toContain("훈련 이름");
  });
});
