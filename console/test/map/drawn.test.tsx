// What every map shares: made once, painted anew with the theme, closer and farther, and gone with its screen.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { theme } from "../../src/app/theme";
import { useDrawn, Zoom } from "../../src/map/drawn";

const made = { zoomBy: vi.fn(), repaint: vi.fn(), remove: vi.fn() };
const make = vi.fn((_holder: HTMLDivElement) => made);
let root: Root;

function Screen() {
  const { holder, map, isBroken } = useDrawn(make);
  return (
    <>
      <div ref={holder} />
      {map && <Zoom map={map} />}
      {isBroken && <p>broken</p>}
    </>
  );
}

const draw = () => act(async () => root.render(<Screen />));

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.clearAllMocks();
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => act(() => root.unmount()));

it("is made once, and comes closer and goes farther", async () => {
  await draw();
  await draw();
  expect(make).toHaveBeenCalledTimes(1);
  const buttons = [...document.querySelectorAll("button")];
  expect(buttons.map((one) => one.getAttribute("aria-label"))).toEqual(["확대", "축소"]);
  for (const one of buttons) await act(async () => one.click());
  expect(made.zoomBy.mock.calls).toEqual([[1], [-1]]);
});

it("is painted anew when the theme changes, not before", async () => {
  await draw();
  expect(made.repaint).not.toHaveBeenCalled();
  const before = theme.get();
  await act(async () => theme.set(before === "dark" ? "light" : "dark"));
  expect(made.repaint).toHaveBeenCalledTimes(1);
  await act(async () => theme.set(before));
});

it("goes with its screen", async () => {
  await draw();
  await act(async () => root.render(null));
  expect(made.remove).toHaveBeenCalledTimes(1);
});

it("a screen without WebGL is said to have no map", async () => {
  make.mockImplementationOnce(() => {
    throw new Error("no WebGL");
  });
  await draw();
  expect(document.body.textContent).toContain("broken");
});
