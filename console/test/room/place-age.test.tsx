// The dot's age is the place's own: what was said without a place makes it no younger.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { usePlaceAge } from "../../src/room/usePlaceAge";
import { ago, incident, NOW } from "../incident/example";

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  document.body.innerHTML = "<p></p>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
});

function Age({ of }: { of: Incident | null }) {
  const age = usePlaceAge(of);
  return age ? `${age.text} ${age.isOld}` : "none";
}

function ageOf(one: Incident | null): string {
  act(() => root.render(<Age of={one} />));
  return document.body.textContent ?? "";
}

const at = (seconds: number | null, more: Partial<Incident> = {}) => {
  const base = incident("moj", { room_kind: "moj", heard_at: ago(1), ...more });
  const place = base.place && { ...base.place, at: seconds === null ? null : ago(seconds) };
  return { ...base, place };
};

test("it is as old as what was said of the place", () => {
  expect(ageOf(at(20))).toContain("20초");
  expect(ageOf(at(20))).toContain("false");
  expect(ageOf(at(61))).toContain("true");
});

test("a scene that stands still, one that nobody has said, and none have no age", () => {
  expect(ageOf(at(20, { room_kind: "police" }))).toBe("none");
  expect(ageOf(at(null))).toBe("none");
  expect(ageOf({ ...at(1), place: null })).toBe("none");
  expect(ageOf(null)).toBe("none");
});
