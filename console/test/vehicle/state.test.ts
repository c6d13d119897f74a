import { expect, test } from "vitest";
import { incidentFor, ownLending, stateOf } from "../../src/vehicle/state";
import { ago, asking, incident, lending, tile } from "../incident/example";

const mine = { mine: true };

test("a running lending counts before a waiting one, and that before one that ended", () => {
  const lendings = [
    lending("ended", { ...mine, state: "expired" }),
    asking("waits", {}, mine),
    lending("runs", mine),
  ];
  expect(ownLending(incident("a", { lendings }))?.grant_id).toBe("runs");
  expect(ownLending(incident("a", { lendings: lendings.slice(0, 2) }))?.grant_id).toBe("waits");
});

test("of those that ended the last one is told", () => {
  const lendings = [
    lending("old", { ...mine, state: "refused", decided_at: ago(90) }),
    lending("new", { ...mine, state: "withdrawn", decided_at: ago(10) }),
  ];
  expect(ownLending(incident("a", { lendings }))?.grant_id).toBe("new");
});

test("another body's lending shows this vehicle nothing", () => {
  expect(ownLending(incident("a", { lendings: [lending("other")] }))).toBeNull();
});

test("each state of the lending has its own screen", () => {
  const kindOf = (...given: Parameters<typeof incident>) => stateOf(incident(...given)).kind;
  expect(kindOf("a", { lendings: [lending("g", mine)], tiles: [tile(1)] })).toBe("pictures");
  expect(kindOf("a", { lendings: [lending("g", mine)] })).toBe("no_camera");
  expect(kindOf("a", { lendings: [asking("g", {}, mine)] })).toBe("waiting");
  for (const state of ["refused", "withdrawn", "expired"]) {
    expect(kindOf("a", { lendings: [lending("g", { ...mine, state })] })).toBe("ended");
  }
});

test("a new call does not take the screen from the one being driven to", () => {
  const [newer, older] = [incident("new"), incident("old")];
  expect(incidentFor([newer, older], "old", null)?.incident_id).toBe("old");
  expect(incidentFor([newer, older], null, null)?.incident_id).toBe("new");
});

test("a closed call is shown until it is put away, then the next one", () => {
  const closed = incident("a", { state: "closed" });
  expect(incidentFor([closed], "a", null)?.state).toBe("closed");
  expect(incidentFor([closed], "a", "a")).toBeNull();
  expect(incidentFor([closed, incident("b")], "a", "a")?.incident_id).toBe("b");
});

test("a call that had ended before the page was opened is not shown", () => {
  expect(incidentFor([incident("a", { state: "closed" })], null, null)).toBeNull();
});
