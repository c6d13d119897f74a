// Water levels in their order, and an alert of our own from form to node. Pure.
import { describe, expect, it } from "vitest";
import {
  alertOf,
  CATEGORIES,
  EVENTS,
  following,
  newDraft,
  refusedField,
  SEVERITIES,
  seoulField,
  wantingIn,
} from "../../src/alerts/draft";
import { centimetres, gaugeOf, inOrder, standingOf } from "../../src/alerts/sensor";
import { words } from "../../src/alerts/words";
import { Problem } from "../../src/api/client";
import { own, sensor } from "./made";

const NOW = Date.parse("2026-11-21T05:10:00Z");

describe("a sensor", () => {
  it.each([
    ["never", { at: null, level_cm: null, state: "silent" }],
    ["silent", { state: "silent" }],
    ["normal", {}],
    ["warning", { state: "warning" }],
    ["alarm", { state: "alarm" }],
    ["asks", { state: "alarm", waits_since: "2026-11-21T05:00:00Z" }],
    ["asks", { state: "silent", waits_since: "2026-11-21T05:00:00Z" }],
  ])("is %s", (standing, more) => expect(standingOf(sensor("a", more))).toBe(standing));

  it("what needs a person stands first, and an all-clear last", () => {
    const every = [
      sensor("normal"),
      sensor("never", { at: null, level_cm: null }),
      sensor("silent", { state: "silent" }),
      sensor("warning", { state: "warning" }),
      sensor("alarm", { state: "alarm" }),
      sensor("asks", { waits_since: "2026-11-21T05:00:00Z" }),
    ];
    const order = ["asks", "alarm", "warning", "silent", "never", "normal"];
    expect(inOrder(every).map((one) => one.sensor_id)).toEqual(order);
  });

  it("a crest is seen to rise over the alarm's mark, and no bar leaves its frame", () => {
    const crest = gaugeOf(sensor("a", { level_cm: 260 }));
    expect(crest?.level).toBeGreaterThan(crest?.alarm ?? 1);
    for (const level_cm of [-900, 0, 3000])
      for (const share of Object.values(gaugeOf(sensor("a", { level_cm })) ?? {})) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
  });

  it("without a level there is no bar", () => {
    expect(gaugeOf(sensor("a", { level_cm: null }))).toBeNull();
    expect(gaugeOf(sensor("a", { alarm_cm: 0 }))).toBeNull();
  });

  it.each([
    [150, "150 cm"],
    [59.96, "60 cm"],
    [0.04, "0 cm"],
  ])("%s is said as %s", (cm, said) => expect(centimetres(cm)).toBe(said));
});

describe("an alert of our own", () => {
  const whole = {
    ...newDraft(NOW),
    event_ko: "침수경보",
    event_en: "Flood warning",
    text_ko: "벗어나세요",
    text_en: "Leave",
    area_name: "정릉천",
    points: "37.6, 127.01\n37.6, 127.02\n37.61, 127.02",
  };

  it("ends three hours from now unless somebody says otherwise, in Seoul's time", () => {
    expect(newDraft(NOW).expires).toBe("2026-11-21T17:10");
    expect(seoulField(NOW)).toBe("2026-11-21T14:10");
  });

  it("lacks nothing when everything is said", () => expect(wantingIn(whole, NOW)).toBeNull());

  it.each([
    ["event_ko", { event_ko: " " }],
    ["event_en", { event_en: "" }],
    ["text_ko", { text_ko: "" }],
    ["text_en", { text_en: "" }],
    ["area_name", { area_name: "" }],
    ["points", { points: "37.6, 127.01\n37.6, 127.02" }],
    ["expires", { expires: "2026-11-21T14:09" }],
    ["expires", { expires: "" }],
  ] as const)("wants %s", (field, change) =>
    expect(wantingIn({ ...whole, ...change }, NOW)).toBe(field),
  );

  it("goes out as a closed ring, longitude first, with Seoul's offset and without loose space", () => {
    const said = alertOf({ ...whole, text_ko: "  벗어나세요 " });
    expect(said.area.coordinates[0]).toEqual([
      [127.01, 37.6],
      [127.02, 37.6],
      [127.02, 37.61],
      [127.01, 37.6],
    ]);
    expect(said.expires).toBe("2026-11-21T17:10:00+09:00");
    expect(said.text_ko).toBe("벗어나세요");
    expect(Object.keys(said)).not.toContain("points");
    expect(said.follows).toBeNull();
  });

  it("an update begins with what was said, names what it follows, and keeps its end", () => {
    const draft = following(own("a1"), "Update", NOW);
    expect(draft.follows).toBe("a1");
    expect(draft.text_ko).toBe("정릉천을 벗어나세요");
    expect(draft.expires).toBe("2026-11-21T17:00");
    expect(wantingIn(draft, NOW)).toBeNull();
    expect(alertOf(draft).area.coordinates[0]).toHaveLength(4);
  });

  it("a cancel says so in both languages and ends later than now", () => {
    const draft = following(own("a1", { expires: "2026-11-21T05:11:00Z" }), "Cancel", NOW);
    expect(draft.text_ko).toBe("침수경보 해제");
    expect(draft.text_en).toBe("Flood warning is over");
    expect(wantingIn(draft, NOW)).toBeNull();
  });

  it("what follows an exercise is one", () =>
    expect(following(own("a", { exercise: true }), "Update", NOW).exercise).toBe(true));

  it.each([
    ["expires", "expires"],
    ["area.coordinates[0]", "points"],
    ["text_en", "text_en"],
    ["follows", null],
    [null, null],
  ])("a refusal of %s stands at %s", (field, at) =>
    expect(refusedField(new Problem(400, "invalid", "", field))).toBe(at),
  );

  it("a failure that is no refusal stands at no field", () =>
    expect(refusedField(new Error("x"))).toBeNull());

  it("every choice has its word in both languages", () => {
    for (const lang of ["ko", "en"] as const) {
      for (const one of CATEGORIES) expect(words[lang].draft.categories[one]).toBeTruthy();
      for (const one of SEVERITIES) expect(words[lang].draft.severities[one]).toBeTruthy();
    }
    for (const one of EVENTS) expect(CATEGORIES).toContain(one.category);
  });
});
