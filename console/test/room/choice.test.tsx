import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { type IncidentChoice, useIncidentChoice } from "../../src/room/useIncidentChoice";
import { incident } from "../feed/made";

let root: Root;
let choice: IncidentChoice;

function Room({ incidents }: { incidents: readonly Incident[] }) {
  choice = useIncidentChoice(incidents);
  return null;
}

const show = (...incidents: Incident[]) => act(() => root.render(<Room incidents={incidents} />));
const shown = () => choice.incident?.incident_id ?? null;
const first = incident("first");
const second = incident("second", { received_at: "2026-11-21T05:09:00Z" });

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  root = createRoot(document.createElement("div"));
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

it("a new incident opens by itself", () => {
  show();
  expect(shown()).toBeNull();
  show(first);
  expect(shown()).toBe("first");
  show(second, first);
  expect(shown()).toBe("second");
});

it("a new incident does not take the place of one that is being worked on", () => {
  show(first);
  act(() => choice.touch());
  show(second, first);
  expect(shown()).toBe("first");
  act(() => choice.choose("second"));
  expect(shown()).toBe("second");
});

it("a minute without a hand on it is not work any more", () => {
  show(first);
  act(() => choice.touch());
  vi.advanceTimersByTime(61_000);
  show(second, first);
  expect(shown()).toBe("second");
});

it("a new incident takes the place of an ended one at once", () => {
  show(first);
  act(() => choice.touch());
  show(incident("first", { state: "closed" }));
  expect(shown()).toBe("first");
  show(second, incident("first", { state: "closed" }));
  expect(shown()).toBe("second");
});

it("an incident that is gone leaves the screen to another, or to none", () => {
  show(second, first);
  show(first);
  expect(shown()).toBe("first");
  show();
  expect(shown()).toBeNull();
});

it("a call without pictures does not take the screen from one that shows them", () => {
  show(first);
  const refused = incident("second", { received_at: "2026-11-21T05:09:00Z", tiles: [] });
  show(refused, first);
  expect(shown()).toBe("first");
  show(second, first);
  expect(shown()).toBe("second");
});

it("of several that run already the one with pictures opens", () => {
  show(incident("second", { received_at: "2026-11-21T05:09:00Z", tiles: [] }), first);
  expect(shown()).toBe("first");
});
