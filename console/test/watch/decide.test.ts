import { expect, test } from "vitest";
import { approvalOf, countdownOf, mayPress, officeOf } from "../../src/watch/decide";
import { type WaitingEntry, waitingOf } from "../../src/watch/queue";
import { ago, asking, incident, NOW } from "../incident/example";

function entry(...given: Parameters<typeof asking>): WaitingEntry {
  return waitingOf(incident("a", { lendings: [asking(...given)] }))[0] as WaitingEntry;
}

const NOTHING = { station: null, at: null };

test("the approver decides, the operator recommends, others look", () => {
  expect(officeOf(entry("g", { may_decide: true, may_recommend: false }))).toBe("decides");
  expect(officeOf(entry("g"))).toBe("recommends");
  expect(officeOf(entry("g", { may_recommend: false }))).toBe("looks");
});

test("the ring shows the share of the time that is left", () => {
  const asked = entry("g", { deadline: ago(-30) }, { decided_at: ago(30) });
  expect(countdownOf(asked, NOW)).toEqual({
    leftMs: 30_000,
    share: 0.5,
    isHurry: false,
    isOver: false,
  });
});

test("the last fifteen seconds are a hurry, and then it is over", () => {
  const asked = entry("g", { deadline: ago(-14) }, { decided_at: ago(46) });
  expect(countdownOf(asked, NOW)).toMatchObject({ isHurry: true, isOver: false });
  expect(countdownOf(asked, NOW + 15_000)).toMatchObject({
    isHurry: false,
    isOver: true,
    share: 0,
  });
});

test("a question of place has no countdown", () => {
  expect(countdownOf(entry("g", { kind: "place", deadline: null }), NOW)).toBeNull();
});

test("a press meant for the question before does not answer the next one", () => {
  expect(mayPress(NOW, NOW + 300)).toBe(false);
  expect(mayPress(NOW, NOW + 800)).toBe(true);
});

test("yes needs a station where the jurisdiction is asked", () => {
  const asked = entry("g", { kind: "jurisdiction" });
  expect(approvalOf(asked, NOTHING)).toBeNull();
  expect(approvalOf(asked, { station: "KNPA.SEOUL.JONGAM", at: null })).toEqual({
    approve: true,
    organisation: "KNPA.SEOUL.JONGAM",
  });
});

test("yes needs a point where the place is asked", () => {
  const asked = entry("g", { kind: "place", deadline: null });
  expect(approvalOf(asked, NOTHING)).toBeNull();
  expect(approvalOf(asked, { station: null, at: [127.01, 37.6] })).toEqual({
    approve: true,
    lon: 127.01,
    lat: 37.6,
  });
  expect(approvalOf(entry("g"), NOTHING)).toEqual({ approve: true });
});
