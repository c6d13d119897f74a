// The box of an alarm over its clip: where it was, at the moment at which it was there, and at no other.
import { act, useRef } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import { isMoment, momentOf, useIsMoment } from "../../src/monitoring/queue/useIsMoment";

afterEach(() => vi.unstubAllGlobals());

it.each([
  [3.9, 10, true],
  [4.3, 10, true],
  [0, 10, false],
  [8, 10, false],
  [4, Number.NaN, false],
  [4, Number.POSITIVE_INFINITY, false],
  [0, 0, false],
])("at %d s of %d s: %s", (currentTime, duration, holds) => {
  expect(isMoment({ currentTime, duration }, 6)).toBe(holds);
});

it("a clip that is shorter than what follows the moment begins with it", () => {
  expect(momentOf({ currentTime: 0, duration: 2 }, 6)).toBe(0);
  expect(momentOf({ currentTime: 0, duration: Number.NaN }, 6)).toBe(0);
});

it("what is drawn comes and goes with the playing clip", () => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  let frame: () => void = () => undefined;
  const stop = vi.fn();
  vi.stubGlobal("requestAnimationFrame", (next: () => void) => {
    frame = next;
    return 1;
  });
  vi.stubGlobal("cancelAnimationFrame", stop);
  const clip = { currentTime: 0, duration: 10 } as HTMLVideoElement;
  function Probe() {
    return <i>{useIsMoment(useRef(clip), 6) ? "box" : "none"}</i>;
  }
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() => root.render(<Probe />));
  const shown = [0, 3.7, 4.2, 5].map((at) => {
    clip.currentTime = at;
    act(() => frame());
    return document.querySelector("i")?.textContent;
  });
  expect(shown).toEqual(["none", "box", "box", "none"]);
  act(() => root.unmount());
  expect(stop).toHaveBeenCalled();
});
