import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FIRST_PICTURE } from "../../src/live/measure";
import type { MapScene } from "../../src/map/scene";
import { sceneOf } from "../../src/map/scene";
import { type Held, useHeld } from "../../src/map/useHeld";
import { incident } from "../feed/made";

let root: Root;
let held: Held;

function Ground({ scene }: { scene: MapScene | null }) {
  held = useHeld(scene);
  return null;
}

const show = (scene: MapScene | null) => act(() => root.render(<Ground scene={scene} />));
const scene = (id: string, more = {}) => sceneOf(incident(id, more), "현장", null);

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  root = createRoot(document.createElement("div"));
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

it("a new scene waits for its first picture", () => {
  show(scene("a"));
  expect(held).toEqual({ scene: null, isHeld: true });
  act(() => {
    window.dispatchEvent(new Event(FIRST_PICTURE));
    vi.advanceTimersByTime(200);
  });
  expect(held.scene?.id).toBe("a");
});

it("without a picture the map follows within a second", () => {
  show(scene("a"));
  act(() => vi.advanceTimersByTime(1000));
  expect(held.scene?.id).toBe("a");
});

it("later changes of the same scene do not wait", () => {
  show(scene("a"));
  act(() => vi.advanceTimersByTime(1000));
  show(scene("a", { tiles: [] }));
  expect(held).toMatchObject({ isHeld: false, scene: { cameras: [] } });
});

it("a scene without cameras has nothing to wait for", () => {
  show(scene("a", { tiles: [] }));
  expect(held.scene?.id).toBe("a");
});
