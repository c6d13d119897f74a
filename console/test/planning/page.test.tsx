// The planner's page in its states; the map is left out, as where there is no WebGL.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { doors } from "../../src/planning/doors";
import { PlanningPage } from "../../src/planning/PlanningPage";
import { CONFIG, plans, run, score, site, version } from "./made";
import { answer, button, field, open, press, says, show, shut, text, type } from "./showing";

vi.mock("../../src/planning/map/MapOfPlan", () => ({ MapOfPlan: () => null }));
vi.mock("../../src/planning/usePriority", () => ({ usePriority: () => null }));

const NOTHING = { score: null, defaults: CONFIG, plans: [], requests: { requests: [] } };
const DRAWN = { ...NOTHING, score: score(40), plans: plans(), version: version(2) };
const begun = () => vi.mocked(doors.begin).mock.calls.map(([wish]) => wish);

afterEach(shut);

describe("demand", () => {
  it("without a score there is one button, which asks for it", async () => {
    open("SITE_PLANNER");
    answer({
      ...NOTHING,
      begin: run({ kind: "score", state: "waiting", ahead: 2 }),
      run: run({ kind: "score", state: "waiting", ahead: 2 }),
    });
    await show(<PlanningPage />, "아직 점수가 없음");
    await press("점수 계산");
    await says("순서를 기다리는 중 · 앞에 2건");
    expect(begun()).toMatchObject([{ kind: "score", config: CONFIG }]);
    expect(button("점수 계산").disabled).toBe(true);
  });

  it("the head reads, and has no button to compute", async () => {
    open("CENTRE_HEAD");
    answer(NOTHING);
    await show(<PlanningPage />, "설치담당이 점수를 계산하면");
    expect(text()).not.toContain("점수 계산하기");
    expect(() => button("점수 계산")).toThrow();
  });

  it("a district without cells is said", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(0) });
    await show(<PlanningPage />, "점수를 매길 격자가 없음");
  });

  it("no answer is an alert with a way on", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: new Problem(0, "unreachable", "", null) });
    await show(<PlanningPage />, "다시 시도");
    expect(document.querySelector("[role=alert]")).not.toBeNull();
  });

  it("a slider weighs list and cell anew, is marked, and goes back", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(40) });
    await show(<PlanningPage />, "격자 40개");
    const first = () => document.querySelector(".plan-list tbody tr")?.textContent ?? "";
    const before = first();
    await type("어두움", "3");
    expect(first()).not.toBe(before);
    expect(text()).toContain("계산 때와 다른 가중치");
    await press("계산 때 값으로");
    expect(first()).toBe(before);
    expect(text()).not.toContain("계산 때와 다른 가중치");
  });

  it("a cell's lines add up to what the list says", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(40) });
    await show(<PlanningPage />, "격자 40개");
    const row = document.querySelector(".plan-list tbody tr") as HTMLElement;
    await press(row.querySelector("button")?.textContent ?? "");
    const figures = [...document.querySelectorAll(".plan-why td.figure")].map((one) =>
      Number(one.textContent),
    );
    const total = figures.pop() as number;
    expect(figures.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 5);
    expect(row.textContent).toContain(total.toFixed(1));
  });
});

describe("conditions", () => {
  it("a purse is typed in the office's words; what it comes to stands below", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(4), begin: run(), run: run() });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await type("금액", "4억 2,000만");
    await says("합계 12억 3,000만 원");
    await type("개소 최대", "54");
    await press("그리기");
    await says("나은 안 찾기");
    const [wish] = begun();
    expect(wish?.config.funds[0]?.won).toBe(420_000_000);
    expect(wish?.config.limits.sites_max).toBe(54);
    expect(wish?.plan_id).toBeNull();
  });

  it("a value out of range is named at its field, and nothing is drawn", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(4) });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await type("개소 사이 간격", "2000");
    expect(field("개소 사이 간격").getAttribute("aria-invalid")).toBe("true");
    expect(text()).toContain("0 이상 1,000 이하로 적으십시오.");
    expect(button("그리기").disabled).toBe(true);
  });

  it("what the node refuses stands at its field and in sentences", async () => {
    open("SITE_PLANNER");
    const told = [
      { ko: "함께 지킬 수 없는 조건: 재원 구비 1원; 동별 최소", en: "These cannot all be kept" },
      { ko: "이것만 풀면 됩니다: 재원 구비 500만 원 증액", en: "Enough by itself" },
    ];
    const refused = run({
      state: "refused",
      refused: { field: "limits.spacing_m, purse.0", told },
    });
    answer({ ...NOTHING, score: score(4), begin: refused, run: refused });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await press("그리기");
    await says("이 조건으로는 할 수 없습니다.");
    expect(text()).toContain("이것만 풀면 됩니다: 재원 구비 500만 원 증액");
    expect(field("개소 사이 간격").getAttribute("aria-invalid")).toBe("true");
    await type("개소 사이 간격", "25");
    expect(field("개소 사이 간격").getAttribute("aria-invalid")).toBe("false");
  });

  it("a refusal at the door names its field too", async () => {
    open("SITE_PLANNER");
    answer({
      ...NOTHING,
      score: score(4),
      begin: new Problem(400, "invalid", "Expected `int` >= 0", "config.funds[0].won"),
    });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await press("그리기");
    await says("받지 않은 값이 있습니다.");
    expect(field("금액").getAttribute("aria-invalid")).toBe("true");
  });

  it("the head reads the conditions and draws nothing", async () => {
    open("CENTRE_HEAD");
    answer({ ...NOTHING, score: score(4) });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await says("조건은 설치담당이 고칩니다.");
    expect(field("개소 최대").readOnly).toBe(true);
    expect(() => button("그리기")).toThrow();
  });
});

describe("a computation", () => {
  it("runs with step, share and gap, and is stopped", async () => {
    open("SITE_PLANNER");
    answer({
      ...NOTHING,
      score: score(4),
      begin: run(),
      run: run(),
      stop: run({ state: "stopped" }),
    });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await press("그리기");
    await says("현재 안의 오차 1.20 % 이하");
    expect(document.querySelector("progress")?.value).toBeCloseTo(0.42);
    await press("중단");
    await says("중단했습니다.");
  });

  it("that somebody else began is seen by the head, who cannot stop it", async () => {
    open("CENTRE_HEAD");
    const theirs = run({ state: "running", step: "search", share: 0.4 });
    answer({ ...DRAWN, runs: [theirs], run: theirs });
    await show(<PlanningPage />, "나은 안 찾기");
    expect(() => button("중단")).toThrow();
  });

  it("that another tab began keeps this one's draft and panel", async () => {
    open("SITE_PLANNER");
    const theirs = run({ state: "running", step: "search" });
    const done = run({ state: "done", plan_id: "plan_1", version: 1 });
    answer({ ...DRAWN, runs: [theirs], run: done });
    await show(<PlanningPage />, "계획을 그렸습니다.");
    expect(button("수요").getAttribute("aria-selected")).toBe("true");
  });

  it("that died is said, with a way on", async () => {
    open("SITE_PLANNER");
    const told = [{ ko: "계산 프로세스가 답 없이 끝났습니다.", en: "It ended without an answer." }];
    const failed = run({ state: "failed", refused: { field: "", told } });
    answer({ ...NOTHING, score: score(4), begin: failed, run: failed });
    await show(<PlanningPage />, "격자 4개");
    await press("조건");
    await press("그리기");
    await says("계산하지 못했습니다.");
    expect(text()).toContain("계산 프로세스가 답 없이 끝났습니다.");
    expect(button("그리기").disabled).toBe(false);
  });

  it("is found again after the page was loaded anew, and a lost one is said", async () => {
    open("SITE_PLANNER");
    sessionStorage.setItem("bongsu.plan-run", "run_1");
    answer({ ...NOTHING, score: score(4), run: new Problem(404, "unknown_run", "", null) });
    await show(<PlanningPage />, "노드가 다시 시작되어");
    expect(sessionStorage.getItem("bongsu.plan-run")).toBeNull();
  });
});

describe("a plan", () => {
  it("none yet leads to the conditions", async () => {
    open("SITE_PLANNER");
    answer({ ...NOTHING, score: score(4) });
    await show(<PlanningPage />, "격자 4개");
    await press("계획");
    await says("그린 계획이 없음");
    await press("조건 정하기");
    await says("이름과 기한");
  });

  it("says its gap, its money and what it brings", async () => {
    open("SITE_PLANNER");
    answer(DRAWN);
    await show(<PlanningPage />, "격자 40개");
    await press("계획");
    await says("증명된 최대 오차 0.09 %: 이보다 0.09 % 넘게 나은 안은 없음");
    for (const said of [
      "26.2 % → 41.3 %",
      "9억 720만 원",
      "순위대로 위에서부터",
      "42.9 % 더 많음",
      "1억 원을 더 쓰면 5.0 % 늘고",
      "가장 낮은 동 길음1동 20.0 %",
      "18개소 (33 %)",
    ]) {
      expect(text()).toContain(said);
    }
    expect(text()).not.toContain("산0.0");
  });

  it("a site that must not be in leads to a drawing from the present plan", async () => {
    open("SITE_PLANNER");
    answer({ ...DRAWN, begin: run(), run: run() });
    await show(<PlanningPage />, "격자 40개");
    await press("계획");
    await says("54개소 모두 보기");
    await press("1번 개소");
    await says("이곳이 빠지면");
    await press("빼기");
    await says("꼭 넣을 곳 0 · 뺄 곳 1");
    await press("이 안에서 다시 그리기");
    await says("나은 안 찾기");
    const [wish] = begun();
    const first = site(2).candidate_id;
    expect(wish?.plan_id).toBe("plan_1");
    expect(wish?.config.forbidden).toEqual([first]);
    expect(wish?.config.by_hand.length).toBe(53);
    expect(wish?.config.by_hand).not.toContain(first);
  });

  it("two versions stand side by side", async () => {
    open("SITE_PLANNER");
    answer(DRAWN);
    vi.mocked(doors.version).mockImplementation((_plan, number) =>
      Promise.resolve(version(number)),
    );
    await show(<PlanningPage />, "격자 40개");
    await press("계획");
    await says("비교할 판");
    await type("비교할 판", "1");
    await says("2판에만 1개소");
    expect(text()).toContain("1판에만 1개소");
    expect(text()).toContain("두 판 모두 53개소");
    expect(text()).toContain("조건이 같음");
  });

  it("examiners see plans alone", async () => {
    open("AUDITOR");
    answer(DRAWN);
    await show(<PlanningPage />, "증명된 최대 오차");
    expect(doors.score).not.toHaveBeenCalled();
    expect(document.querySelectorAll("[role=tab]").length).toBe(1);
    expect(() => button("이 판으로 확정")).toThrow();
  });

  it("the head alone chooses, with a reason", async () => {
    open("CENTRE_HEAD");
    answer({ ...DRAWN, choose: plans()[0] });
    await show(<PlanningPage />, "격자 40개");
    await press("계획");
    await says("이 판으로 확정");
    await press("이 판으로 확정");
    await says("현장실사부터 준공까지");
    expect(doors.choose).not.toHaveBeenCalled();
  });
});
