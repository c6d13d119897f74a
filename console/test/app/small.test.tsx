import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import { inLanguage } from "../../src/app/language";
import { remembered } from "../../src/app/remembered";
import { go, homeOf } from "../../src/app/router";
import { useSecondPress } from "../../src/app/useSecondPress";

afterEach(() => vi.useRealTimers());

function EndButton({ end }: { end: () => void }) {
  const { armed, press } = useSecondPress(end, 4000);
  return (
    <button type="button" data-armed={armed} onClick={press}>
      E
    </button>
  );
}

it("a choice is remembered, and an unknown one is not believed", () => {
  remembered("size", ["small", "large"], "small").set("large");
  expect(remembered("size", ["small", "large"], "small").get()).toBe("large");
  localStorage.setItem("bongsu.size", "huge");
  expect(remembered("size", ["small", "large"], "small").get()).toBe("small");
});

it("a browser that forbids storage only forgets", () => {
  const refuse = () => {
    throw new DOMException("no", "SecurityError");
  };
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(refuse);
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(refuse);
  const choice = remembered("tone", ["a", "b"], "a");
  choice.set("b");
  expect(choice.get()).toBe("b");
});

it("each role starts on its own page", () => {
  expect(
    [
      "POLICE_ROOM",
      "FIRE_CAR",
      "OPERATOR",
      "SHIFT_LEAD",
      "WELFARE",
      "MOJ_CENTRE",
      "MIL_ROOM",
      "MAINT_VENDOR",
    ].map(homeOf),
  ).toEqual([
    "/room",
    "/vehicle",
    "/watch",
    "/watch",
    "/missing",
    "/room",
    "/room",
    "/maintenance",
  ]);
});

it("going to a page changes the address", () => {
  go("/room");
  expect(location.pathname).toBe("/room");
});

it("a text missing in one language is said in the other", () => {
  expect(inLanguage("en", "강도", "")).toBe("강도");
  expect(inLanguage("ko", null, "Robbery")).toBe("Robbery");
});

it("what ends a picture needs a second press, soon after the first", () => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  const end = vi.fn();
  const host = document.createElement("div");
  const root = createRoot(host);
  act(() => root.render(<EndButton end={end} />));
  const click = () => act(() => host.querySelector("button")?.click());
  click();
  act(() => vi.advanceTimersByTime(4001));
  click();
  expect(end).not.toHaveBeenCalled();
  click();
  expect(end).toHaveBeenCalledOnce();
  act(() => root.unmount());
});
