// What a service tells, its window and the banner of an exercise.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ExerciseBanner } from "../../src/incident/ExerciseBanner";
import { isExercise } from "../../src/incident/exercise";
import { FactList } from "../../src/incident/FactList";
import { WindowLine } from "../../src/incident/WindowLine";
import { leftOf, spanOf, standingOf } from "../../src/incident/window";
import { incident } from "./example";

const WINDOW = { starts: "2026-11-21T00:00:00Z", ends: "2026-11-21T02:30:00Z" };
const at = (iso: string) => Date.parse(iso);

let root: Root;
let host: HTMLElement;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  vi.setSystemTime(at("2026-11-21T01:00:00Z"));
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

describe("a window", () => {
  it("is two minutes of today, with days only where they differ", () => {
    expect(spanOf(WINDOW, at("2026-11-21T01:00:00Z"))).toBe("09:00–11:30");
    expect(spanOf(WINDOW, at("2026-11-20T01:00:00Z"))).toBe("11-21 09:00–11:30");
    const over = { ...WINDOW, ends: "2026-11-22T02:30:00Z" };
    expect(spanOf(over, at("2026-11-21T01:00:00Z"))).toBe("09:00–11-22 11:30");
  });

  it.each([
    ["2026-11-20T23:59:00Z", "before", "01:00"],
    ["2026-11-21T00:00:00Z", "during", "2:30:00"],
    ["2026-11-21T02:30:00Z", "over", ""],
  ])("at %s it is %s", (now, standing, left) => {
    expect(standingOf(WINDOW, at(now))).toBe(standing);
    expect(leftOf(WINDOW, at(now))).toBe(left);
  });

  it("says how long it still lasts", () => {
    act(() => root.render(<WindowLine window={WINDOW} />));
    expect(host.textContent).toBe("09:00–11:30 · 남은 시간 1:30:00");
  });
});

describe("facts", () => {
  const fact = {
    label_ko: "명령 번호",
    label_en: "Order",
    value_ko: "가-1",
    value_en: "A-1",
    rings: [],
  };

  it("none is no list", () => {
    act(() => root.render(<FactList incident={incident("a")} />));
    expect(host.innerHTML).toBe("");
  });

  it("what is urgent is told by weight, by colour and to a screen reader", () => {
    const urgent = { ...fact, label_ko: "경보", value_ko: "장치 훼손", urgent: true };
    const facts = [{ ...fact, urgent: false }, urgent];
    act(() => root.render(<FactList incident={incident("a", { facts })} />));
    const rows = [...host.querySelectorAll("div")];
    expect(rows.map((row) => row.hasAttribute("data-urgent"))).toEqual([false, true]);
    expect(rows[1]?.querySelector(".sr-only")?.textContent).toContain("긴급");
  });
});

describe("an exercise", () => {
  it.each([
    ["a drill's incident", { drill_id: "dr_1" }, true],
    ["a message that says so", { exercise: true }, true],
    ["an army's order for one", { room_kind: "army", category: "DEFENCE_EXERCISE" }, true],
    ["an army's order for an operation", { room_kind: "army", category: "TERROR" }, false],
    ["a call", {}, false],
  ])("%s", (_, more, isOne) => {
    expect(isExercise(incident("a", more))).toBe(isOne);
  });

  it.each(["open", "closed", "cancelled"] as const)("has its banner while it is %s", (state) => {
    const one = incident("a", { drill_id: "dr_1", state });
    act(() => root.render(<ExerciseBanner incident={one} />));
    expect(host.textContent).toContain("훈련");
  });

  it("no banner where nothing is shown or nothing is exercised", () => {
    act(() => root.render(<ExerciseBanner incident={null} />));
    expect(host.innerHTML).toBe("");
    act(() => root.render(<ExerciseBanner incident={incident("a")} />));
    expect(host.innerHTML).toBe("");
  });
});
