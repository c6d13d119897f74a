// How a request reads at the desk.
import { describe, expect, it } from "vitest";
import { isWhole } from "../../src/requests/desk/AnswerForm";
import { letterState, mayAnswer, outsideOf, wishesOf } from "../../src/requests/desk/show";
import { NO_FILTER, queryOf } from "../../src/requests/doors";
import { request } from "./made";

describe("a letter", () => {
  const decided = { state: "rejected", decided_at: "2026-11-21T05:00:00Z" } as const;
  it("waits for a decision, then for somebody whom it reaches", () => {
    expect(letterState(request(1))).toBe("none");
    expect(letterState(request(1, decided))).toBe("noContact");
    expect(letterState(request(1, { ...decided, has_contact: true }))).toBe("due");
    expect(letterState(request(1, { ...decided, channel: "epeople" }))).toBe("due");
    expect(letterState(request(1, { ...decided, sent_at: "2026-11-22T05:00:00Z" }))).toBe("sent");
  });
});

describe("an answer", () => {
  it("is not given to what is merged or answered by a site", () => {
    expect(mayAnswer(request(1))).toBe(true);
    expect(mayAnswer(request(1, { is_merged: true }))).toBe(false);
    expect(mayAnswer(request(1, { state: "in_plan" }))).toBe(false);
    expect(mayAnswer(request(1, { state: "installed" }))).toBe(false);
  });

  it("names a ground and says why, where it is a no", () => {
    expect(isWhole({ accept: true, note: "" })).toBe(true);
    expect(isWhole({ accept: false, note: "이미 카메라가 있는 곳입니다." })).toBe(false);
    expect(isWhole({ accept: false, ground: "covered", note: "안 됨 !!!!!!!!" })).toBe(false);
    const note = "이미 카메라가 있는 곳입니다.";
    expect(isWhole({ accept: false, ground: "covered", note })).toBe(true);
  });
});

describe("a planned request", () => {
  it("says whether anybody outside knows", () => {
    expect(outsideOf(request(1))).toBeNull();
    expect(outsideOf(request(1, { state: "in_plan" }))).toBe("hidden");
    expect(outsideOf(request(1, { state: "in_plan", is_announced: true }))).toBe("announced");
  });
});

it("counts the wishes behind what was merged once", () => {
  const merged = request(2, { is_merged: true, merged_into: "req_1" });
  expect(wishesOf([request(1, { count: 3 }), merged])).toBe(3);
});

it("asks the node for what is narrowed only", () => {
  expect(queryOf(NO_FILTER)).toBe("");
  expect(queryOf({ ...NO_FILTER, state: "received", reason: "dark" })).toBe(
    "?state=received&reason=dark",
  );
});
