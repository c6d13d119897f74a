// Who may report from where, which kinds go to whom, and what stays in sight.
import { describe, expect, it } from "vitest";
import {
  base64Of,
  isOver,
  KINDS,
  kindFor,
  mayReport,
  proposed,
  type ReportLine,
  shownOf,
} from "../../src/reports/report";
import { ago, incident, NOW, tile } from "../incident/example";

const line = (report_id: string, more: Partial<ReportLine> = {}): ReportLine => ({
  report_id,
  to: "119",
  kind: "FIRE",
  state: "received",
  reported_at: ago(60),
  receipt_no: "119-0001",
  refused: null,
  incident_id: null,
  camera_id: "SB-1",
  ...more,
});

describe("who may report", () => {
  const open = incident("a", { tiles: [tile(1)] });
  it.each([
    ["an operator", open, "OPERATOR", true],
    ["a shift lead", open, "SHIFT_LEAD", true],
    ["the head", open, "CENTRE_HEAD", false],
    ["a room", open, "POLICE_ROOM", false],
    ["of what is over", { ...open, state: "closed" as const }, "OPERATOR", false],
    ["of an exercise", { ...open, exercise: true }, "OPERATOR", false],
    ["of a drill", { ...open, drill_id: "dr_1" }, "OPERATOR", false],
    ["of a discreet one", { ...open, discreet: true }, "OPERATOR", false],
  ])("%s", (_, one, role, may) => expect(mayReport(one, tile(1), role)).toBe(may));

  it("nobody without a picture", () => {
    expect(mayReport(open, null, "OPERATOR")).toBe(false);
    expect(mayReport(null, tile(1), "OPERATOR")).toBe(false);
  });
});

describe("what goes where", () => {
  it("a fire to 119, the rest to 112 until somebody chooses", () => {
    expect(proposed(incident("a", { category: "FIRE" }))).toEqual({ to: "119", kind: "FIRE" });
    expect(proposed(incident("a", { room_kind: "fire" }))).toEqual({ to: "119", kind: "FIRE" });
    expect(proposed(incident("a", { category: "INTRUSION" }))).toEqual({
      to: "112",
      kind: "CRIME",
    });
  });
  it("a kind that the other takes too stays", () => {
    expect(kindFor("112", "DANGER")).toBe("DANGER");
    expect(kindFor("112", "FIRE")).toBe("CRIME");
    expect(kindFor("119", "CRIME")).toBe("FIRE");
    for (const to of ["112", "119"] as const) expect(KINDS[to]).toContain(kindFor(to, "EMS"));
  });
  it("the still travels as base64, whatever its bytes", async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0, 0x80, 0xff, 0xd9]);
    expect(await base64Of(new Blob([bytes]))).toBe("/9gAgP/Z");
  });
});

describe("the list", () => {
  it("shows the last hour, and what nobody has taken yet however old", () => {
    const told = [
      line("new"),
      line("old", { reported_at: ago(4000) }),
      line("waits", { reported_at: ago(4000), state: "silent", receipt_no: null }),
    ];
    expect(shownOf(told, NOW).map((one) => one.report_id)).toEqual(["new", "waits"]);
  });
  it.each([
    ["waiting", false],
    ["silent", false],
    ["received", true],
    ["refused", true],
    ["failed", true],
  ])("%s", (state, over) => expect(isOver(line("a", { state }))).toBe(over));
});
