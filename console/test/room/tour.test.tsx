// Many pictures by nines, ten seconds each, until somebody stops it.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TourBar } from "../../src/room/TourBar";
import { pageOf, TOUR_MS, type Tour, useTour } from "../../src/room/useTour";
import { tile } from "../incident/example";

const tilesOf = (figure: number) => Array.from({ length: figure }, (_, i) => tile(i + 1));
let root: Root;
let host: HTMLElement;
let tour: Tour;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

function Walk({ figure, isOn = true, id = "a" }: { figure: number; isOn?: boolean; id?: string }) {
  tour = useTour(id, tilesOf(figure), isOn);
  return <TourBar tour={tour} all={figure} />;
}
const draw = (figure: number, isOn = true, id = "a") =>
  act(() => root.render(<Walk figure={figure} isOn={isOn} id={id} />));
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it("pages are by rank; the last holds what is left", () => {
  const tiles = [...tilesOf(20)].reverse();
  expect(pageOf(tiles, 0).map((one) => one.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(pageOf(tiles, 2).map((one) => one.rank)).toEqual([19, 20]);
});

it("nine or fewer are no tour", () => {
  draw(9);
  expect(host.innerHTML).toBe("");
});

it("goes on by itself every ten seconds and comes round", () => {
  draw(20);
  expect(host.textContent).toContain("20대 중 1–9");
  wait(TOUR_MS);
  expect(host.textContent).toContain("20대 중 10–18");
  wait(TOUR_MS);
  expect(host.textContent).toContain("20대 중 19–20");
  wait(TOUR_MS);
  expect(tour.page).toBe(0);
});

it("stands still while it is paused, and a dot both leads there and stops it", () => {
  draw(20);
  act(() => tour.toggle());
  wait(3 * TOUR_MS);
  expect(tour.page).toBe(0);
  expect(host.textContent).toContain("순회 계속");
  act(() => tour.toggle());
  act(() => (host.querySelectorAll(".tour-dots button")[2] as HTMLElement).click());
  wait(3 * TOUR_MS);
  expect([tour.page, tour.isPaused]).toEqual([2, true]);
});

it("steps both ways, also round the end", () => {
  draw(20);
  act(() => tour.step(-1));
  expect(tour.page).toBe(2);
  act(() => tour.step(1));
  expect(tour.page).toBe(0);
});

it("another incident begins at its own first page; fewer pictures never leave an empty one", () => {
  draw(20);
  act(() => tour.show(2));
  draw(10);
  expect([tour.page, tour.tiles.length]).toEqual([1, 1]);
  draw(20, true, "b");
  expect([tour.page, tour.isPaused]).toEqual([0, false]);
});

it("is off where the room wants one picture large", () => {
  draw(20, false);
  wait(TOUR_MS);
  expect([tour.pages, tour.page]).toEqual([0, 0]);
});
