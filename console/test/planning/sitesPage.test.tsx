// The page of a chosen plan's sites in its states.
import { afterEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { type AcceptedCamera, doors } from "../../src/planning/doors";
import { SitesPage } from "../../src/planning/sites/SitesPage";
import type { Accepted } from "../../src/planning/types";
import { planned, sitesOf } from "./made";
import { answer, button, open, press, says, show, shut, text, type } from "./showing";

const SIGNED = planned(7, {
  state: "signed",
  may_become: ["accepted", "rejected"],
  progress: 0.95,
  planned_progress: 1,
  late_days: 3,
  over_days: 5,
});
const ACCEPTED = {
  site: { ...SIGNED, state: "accepted", may_become: [] },
  site_id: "SB-1551",
  pole_id: "P-9",
  camera_ids: ["SB-1551-1", "SB-1551-2"],
  lending: [
    {
      agreement_id: "a",
      agreement_version: 1,
      title_ko: "성북경찰서 협약",
      title_en: "Agreement with Seongbuk police",
      clause: "c1",
      article: "제3조제2항",
      service: "112",
      recipients: ["성북경찰서"],
      kind: "video",
      in_force: true,
    },
  ],
  sign: { ko: "설치 목적: 생활방범", en: "Purpose: crime prevention", missing: ["phone"] },
} as unknown as Accepted;

afterEach(shut);

it("says that no plan was chosen", async () => {
  open("SITE_PLANNER");
  answer({ sites: null });
  await show(<SitesPage />, "확정한 계획이 없음");
});

it("a failure is an alert with a way on", async () => {
  open("CPO");
  answer({ sites: new Problem(0, "unreachable", "", null) });
  await show(<SitesPage />, "다시 시도");
  expect(document.querySelector("[role=alert]")).not.toBeNull();
});

it("late sites stand first and alone have a colour", async () => {
  open("CPO");
  answer({ sites: sitesOf([planned(1), SIGNED]) });
  await show(<SitesPage />, "지연 1개소");
  const rows = [...document.querySelectorAll("tbody tr")];
  expect(rows[0]?.textContent).toContain("3일 늦음");
  expect(rows[0]?.textContent).toContain("기한을 5일 넘김");
  expect(rows[0]?.querySelector(".site-late")).not.toBeNull();
  expect(rows[1]?.textContent).toContain("일정대로");
  expect(rows[1]?.querySelector(".site-late")).toBeNull();
});

it("who only reads has no form", async () => {
  open("AUDITOR");
  answer({ sites: sitesOf([SIGNED]) });
  await show(<SitesPage />, "안내판 설치");
  await press("1 길음1동");
  await says("단계");
  expect(document.querySelector("form")).toBeNull();
});

it("a step wants its day, then goes to the node; a refusal is said in its words", async () => {
  open("SITE_PLANNER");
  const told = [
    { ko: "행정예고가 20일 동안 이어져야 합니다.", en: "The hearing has to run 20 days" },
  ];
  const refused = new Problem(409, "step_refused", "The hearing has to run 20 days", "on", told);
  answer({ sites: sitesOf([planned(1)]), step: refused });
  await show(<SitesPage />, "선정");
  await press("1 길음1동");
  await press("적기");
  await says("된 날이나 예정일을 적으십시오.");
  expect(doors.step).not.toHaveBeenCalled();
  await type("실제로 된 날", "2026-11-22");
  await press("적기");
  await says("적을 수 없습니다. 행정예고가 20일 동안");
  expect(vi.mocked(doors.step).mock.calls[0]).toEqual([
    "ps_1",
    { state: "field_survey", on: "2026-11-22", planned_on: null, note: "", reason: "" },
  ]);
});

it("a rejection wants its reason", async () => {
  open("SITE_PLANNER");
  answer({ sites: sitesOf([planned(1)]), step: planned(1) });
  await show(<SitesPage />, "선정");
  await press("1 길음1동");
  const state = [...document.querySelectorAll<HTMLSelectElement>("form select")][0];
  expect([...(state?.options ?? [])].at(-1)?.value).toBe("rejected");
});

it("acceptance has a planned day among the steps, and its own day with the cameras alone", async () => {
  open("SITE_PLANNER");
  answer({ sites: sitesOf([SIGNED]) });
  await show(<SitesPage />, "안내판 설치");
  await press("1 길음1동");
  expect(text()).toContain("준공은 아래에서 카메라와 함께 적습니다.");
  expect(text()).not.toContain("실제로 된 날");
  expect(text()).toContain("준공일");
});

it("acceptance is pressed twice, and answers with codes, agreements and the sign", async () => {
  open("SITE_PLANNER");
  answer({ sites: sitesOf([SIGNED]), accept: ACCEPTED });
  await show(<SitesPage />, "안내판 설치");
  await press("1 길음1동");
  await press("준공하고 등록");
  expect(doors.accept).not.toHaveBeenCalled();
  await press("한 번 더 누르면 등록");
  await says("SB-1551-1, SB-1551-2");
  for (const said of ["성북경찰서 협약 제3조제2항", "설치 목적: 생활방범", "전화번호"]) {
    expect(text()).toContain(said);
  }
  const [id, sent] = vi.mocked(doors.accept).mock.lastCall ?? ["", null];
  expect(id).toBe("ps_7");
  const kinds = ((sent?.cameras ?? []) as AcceptedCamera[]).map((one) => one.kind);
  expect(sent?.purpose).toBe("crime_prevention");
  expect(kinds).toEqual(["ptz", "fixed"]);
});

it("without a camera nothing is accepted", async () => {
  open("SITE_PLANNER");
  answer({ sites: sitesOf([SIGNED]) });
  await show(<SitesPage />, "안내판 설치");
  await press("1 길음1동");
  await press("2번 카메라 빼기");
  await press("1번 카메라 빼기");
  expect(text()).toContain("카메라가 하나는 있어야 합니다.");
  expect(button("준공하고 등록").disabled).toBe(true);
});
