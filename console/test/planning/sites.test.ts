// A chosen plan's sites: what stands first, what the forms want and send.
import { describe, expect, it } from "vitest";
import {
  acceptanceOf,
  camerasOf,
  FRESH,
  isLate,
  isWrongCamera,
  listed,
  nextOf,
  stepOf,
  wantsOf,
} from "../../src/planning/sites/sites";
import { planned, site } from "./made";

const EVERY = { typed: "", state: "", isLateOnly: false } as const;
const TODAY = "2026-11-22";
const STEP = { state: "field_survey", on: "", planned: "", note: "", reason: "" } as const;

describe("the list", () => {
  const sites = [
    planned(1),
    planned(2, { state: "hearing" }),
    planned(3, { late_days: 4 }),
    planned(4, { state: "rejected", late_days: 9, may_become: [] }),
    planned(5, { over_days: 12 }),
  ];

  it("has late ones first, then by state, each with its number in the plan", () => {
    const order = listed(sites, EVERY).map((one) => one.site.planned_site_id);
    expect(order).toEqual(["ps_3", "ps_5", "ps_1", "ps_2", "ps_4"]);
    expect(listed(sites, EVERY)[0]?.number).toBe(3);
  });

  it("a rejected site is late for nobody", () => {
    expect(sites.map(isLate)).toEqual([false, false, true, false, true]);
    expect(listed(sites, { ...EVERY, isLateOnly: true }).length).toBe(2);
  });

  it("finds by number, dong, code and state", () => {
    const found = (typed: string) => listed(sites, { ...EVERY, typed }).length;
    expect([found("길음"), found("4"), found("없음")]).toEqual([5, 1, 0]);
    expect(listed(sites, { ...EVERY, state: "hearing" }).length).toBe(1);
  });

  it("says what comes next and when", () => {
    expect(nextOf(planned(1))).toEqual({ state: "field_survey", on: "2026-12-27" });
    expect(nextOf(planned(1, { may_become: [] }))).toBeNull();
  });
});

describe("a step", () => {
  it("wants a day, a reason, and no day that is still to come", () => {
    expect(wantsOf(STEP, TODAY)).toBe("wantsDay");
    expect(wantsOf({ ...STEP, on: TODAY }, TODAY)).toBeNull();
    expect(wantsOf({ ...STEP, planned: "2027-01-01" }, TODAY)).toBeNull();
    expect(wantsOf({ ...STEP, on: "2026-11-23" }, TODAY)).toBe("notYet");
    expect(wantsOf({ ...STEP, state: "rejected", on: TODAY }, TODAY)).toBe("wantsReason");
    expect(wantsOf({ ...STEP, state: "accepted", on: TODAY }, TODAY)).toBe("acceptInstead");
  });

  it("sends what was written, and a reason with a rejection alone", () => {
    expect(stepOf({ ...STEP, on: TODAY, note: " 한전 협의 ", reason: "x" })).toEqual({
      state: "field_survey",
      on: TODAY,
      planned_on: null,
      note: "한전 협의",
      reason: "",
    });
    expect(stepOf({ ...STEP, state: "rejected", on: TODAY, reason: " 사유지 " }).reason).toBe(
      "사유지",
    );
  });
});

describe("acceptance", () => {
  it("begins with the plan's cameras; a PTZ has no bearing", () => {
    const [ptz, fixed] = camerasOf(site(1));
    expect([ptz?.bearing, fixed?.bearing, fixed?.hfov]).toEqual(["", "90", "90"]);
  });

  it("sends figures as figures, and what nobody knows as nothing", () => {
    const [, fixed] = camerasOf(site(1));
    const sent = acceptanceOf(
      TODAY,
      "children",
      [{ ...(fixed ?? FRESH), speaker: "no", main: "rtsp://a/1" }],
      "",
    );
    expect(sent.cameras?.[0]).toEqual({
      kind: "fixed",
      bearing_deg: 90,
      hfov_deg: 90,
      range_m: 50,
      pixels_10k: null,
      has_speaker: false,
      main_url: "rtsp://a/1",
      sub_url: null,
    });
    expect(sent.purpose).toBe("children");
  });

  it.each([
    [{}, false],
    [{ bearing: "360" }, true],
    [{ range: "" }, true],
    [{ pixels: "200" }, false],
    [{ pixels: "2.5" }, true],
    [{ hfov: "wide" }, true],
    [{ main: "http://a" }, true],
    [{ sub: "rtsps://a/2" }, false],
  ])("%j is wrong: %s", (more, wrong) => expect(isWrongCamera({ ...FRESH, ...more })).toBe(wrong));
});
