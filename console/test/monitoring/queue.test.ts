// Which alarm stands before the operator: what is theirs, in order, and never sliding away under a finger.
import { describe, expect, it } from "vitest";
import { boxesOf, headline, percent, whereIs } from "../../src/monitoring/alarm";
import {
  isElsewhere,
  isSettled,
  pick,
  queueOf,
  SETTLE_MS,
  step,
} from "../../src/monitoring/queue/queue";
import { whyOf } from "../../src/monitoring/queue/why";
import { alarm } from "./made";

const NOBODY: ReadonlySet<string> = new Set();
const ids = (alarms: readonly { alarm_id: string }[]) => alarms.map((one) => one.alarm_id);

describe("the queue", () => {
  it("has the best first, and of equals the one that waits longest", () => {
    const queue = queueOf(
      [
        alarm("a", { rank: 0.5 }),
        alarm("b", { rank: 0.9, first_at: "2026-11-22T18:00:05Z" }),
        alarm("c", { rank: 0.9, first_at: "2026-11-22T18:00:01Z" }),
      ],
      NOBODY,
    );
    expect(ids(queue.shown)).toEqual(["c", "b", "a"]);
  });

  it("keeps what this operator has opened before a better one", () => {
    const mine = alarm("mine", { rank: 0.1, opened_by_me: true, opened_by: "나" });
    expect(ids(queueOf([alarm("better"), mine], NOBODY).shown)).toEqual(["mine", "better"]);
  });

  it("puts apart what waits, is held, kept silent, or lies before a colleague", () => {
    const queue = queueOf(
      [
        alarm("shown"),
        alarm("waiting", { state: "waiting", shown_to_me: false }),
        alarm("held", { state: "held" }),
        alarm("silent", { state: "waiting", silenced: "place" }),
        alarm("theirs", { shown_to_me: false }),
        alarm("opened", { opened_at: "x", opened_by: "동료" }),
        alarm("over", { state: "lapsed" }),
        alarm("real", { state: "real" }),
      ],
      NOBODY,
    );
    expect(ids(queue.shown)).toEqual(["shown"]);
    expect(ids(queue.waiting)).toEqual(["waiting"]);
    expect(ids(queue.held)).toEqual(["held"]);
    expect(ids(queue.silenced)).toEqual(["silent"]);
    expect(ids(queue.elsewhere).sort()).toEqual(["opened", "theirs"]);
  });

  it("leaves out at once what was just answered here", () => {
    expect(queueOf([alarm("a")], new Set(["a"])).shown).toEqual([]);
  });

  it("stays at the chosen one while it is open, else takes the best of its own", () => {
    const queue = queueOf([alarm("a"), alarm("b", { rank: 9 })], NOBODY);
    expect(pick(queue, "a")?.alarm_id).toBe("a");
    expect(pick(queue, "gone")?.alarm_id).toBe("b");
    expect(pick(queueOf([], NOBODY), null)).toBeNull();
  });

  it("never proposes by itself what only waits or lies before a colleague", () => {
    const queue = queueOf(
      [alarm("w", { state: "waiting" }), alarm("t", { shown_to_me: false })],
      NOBODY,
    );
    expect(pick(queue, null)).toBeNull();
    expect(pick(queue, "w")?.alarm_id).toBe("w");
  });

  it("is walked from one to the next, and ends at its ends", () => {
    const queue = queueOf(
      [alarm("a", { rank: 2 }), alarm("h", { state: "held" }), alarm("w", { state: "waiting" })],
      NOBODY,
    );
    expect(step(queue, "a", 1)?.alarm_id).toBe("h");
    expect(step(queue, "h", 1)?.alarm_id).toBe("w");
    expect(step(queue, "w", 1)).toBeNull();
    expect(step(queue, "a", -1)).toBeNull();
  });

  it("takes no key within the first moment of a new alarm", () => {
    expect(isSettled(1000, 1000 + SETTLE_MS - 1)).toBe(false);
    expect(isSettled(1000, 1000 + SETTLE_MS)).toBe(true);
  });

  it("knows a colleague's from one's own", () => {
    expect(isElsewhere(alarm("a", { opened_by: "동료" }))).toBe(true);
    expect(isElsewhere(alarm("a", { opened_by: "나", opened_by_me: true }))).toBe(false);
    // whoever had it open has left
    expect(isElsewhere(alarm("a", { opened_at: "x", opened_by: "" }))).toBe(false);
  });
});

describe("an alarm in words", () => {
  it("says what and where once", () => {
    expect(headline(alarm("3"), "ko")).toBe("침입 · 길음동 12-3");
    expect(whereIs({ dong: "동선동", camera_name: "사거리 2" })).toBe("동선동 사거리 2");
    expect(whereIs({ dong: "", camera_name: "사거리 2" })).toBe("사거리 2");
  });

  it.each(["fall_candidate", "abandoned_candidate"] as const)(
    "%s is called a candidate",
    (kind) => {
      expect(headline(alarm("3", { kind }), "ko")).toContain("의심");
      expect(headline(alarm("3", { kind }), "en")).toContain("Possible");
    },
  );

  it("never says more than all or less than nothing", () => {
    expect([percent(1.2), percent(-1), percent(0.823)]).toEqual(["100 %", "0 %", "82 %"]);
  });

  it("tells the factors that moved it, in words", () => {
    const why = [
      { factor: "place", value: 1.25 },
      { factor: "rarity", value: 0.6 },
      { factor: "kind", value: 1.02 },
      { factor: "score", value: 0.8 },
      { factor: "unheard_of", value: 2 },
    ];
    expect(whyOf({ why }, "ko")).toEqual(["이 장소와 시간에 중요", "이 카메라에서 잦은 알람"]);
  });
});

describe("boxes", () => {
  it("are cut at the picture's edges", () => {
    expect(boxesOf([[-0.2, 0.1, 0.5, 1.4]])).toEqual([[0, 0.1, 0.5, 1]]);
  });

  it("that have no area or no numbers are not drawn", () => {
    const bad = [
      [0.5, 0.5, 0.5, 0.9],
      [0.9, 0.1, 0.2, 0.4],
      [0.1, 0.2],
      [Number.NaN, 0, 1, 1],
    ];
    expect(boxesOf(bad)).toEqual([]);
  });
});
