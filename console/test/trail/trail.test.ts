import { expect, test } from "vitest";
import {
  breaksOf,
  isSealed,
  nextBefore,
  PAGE_ROWS,
  type TrailRow,
  trailQuery,
} from "../../src/trail/trail";

function row(sequence: number, more: Partial<TrailRow> = {}): TrailRow {
  return {
    sequence,
    at: "2026-11-21T05:00:00Z",
    kind: "lend",
    actor: "system",
    organisation: null,
    incident_id: null,
    grant_id: null,
    camera_id: null,
    body: {},
    previous: `hash-${sequence - 1}`,
    hash: `hash-${sequence}`,
    ...more,
  };
}

test("the newest rows are asked for first, filtered by kind and incident", () => {
  const first = trailQuery({ kind: "withdraw", incidentId: " inc_1 " }, null);
  expect(first.get("kind")).toBe("withdraw");
  expect(first.get("incident_id")).toBe("inc_1");
  expect(Number(first.get("before"))).toBeGreaterThan(1e12);
  expect(trailQuery({ kind: "", incidentId: "" }, 41).toString()).toBe("before=41&limit=100");
});

test("the next page begins before the last row shown", () => {
  const page = Array.from({ length: PAGE_ROWS }, (_, index) => row(300 - index));
  expect(nextBefore(page)).toBe(201);
});

test("a short page, or the first row of all, is the end", () => {
  expect(nextBefore([row(5), row(4)])).toBeNull();
  expect(nextBefore([])).toBeNull();
});

test("a row that does not follow from the one before it is found", () => {
  const rows = [row(4), row(3, { previous: "forged" }), row(2)];
  expect([...breaksOf(rows)]).toEqual([3]);
});

test("a gap made by a filter is not a break", () => {
  expect(breaksOf([row(9), row(4)]).size).toBe(0);
});

test("a row says whether a part of it is sealed", () => {
  expect(isSealed(row(1, { body: { sealed: "AbC" } }))).toBe(true);
  expect(isSealed(row(1))).toBe(false);
});
