import { expect, test } from "vitest";
import { type Spot, spread } from "../../src/map/spread";

const disc = (x: number, y: number): Spot => ({ x, y, radius: 12, isFixed: false });
const scene = (x: number, y: number): Spot => ({ x, y, radius: 14, isFixed: true });

function apart(spots: Spot[]): number[] {
  const placed = spread(spots).map((by, i) => ({
    x: (spots[i]?.x ?? 0) + by.x,
    y: (spots[i]?.y ?? 0) + by.y,
  }));
  return placed.flatMap((a, i) => placed.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
}

test("discs that have room stay on their poles", () => {
  expect(spread([disc(0, 0), disc(80, 0)])).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ]);
});

test("cameras of one pole stand 24 px apart, so that each can be pressed", () => {
  expect(Math.min(...apart([disc(0, 0), disc(0, 0), disc(0, 0), disc(0, 0)]))).toBeGreaterThan(24);
});

test("discs of one pole leave the pole itself in sight", () => {
  for (const by of spread([disc(0, 0), disc(0, 0)]))
    expect(Math.hypot(by.x, by.y)).toBeGreaterThan(15);
});

test("a disc leans to where its camera looks", () => {
  const [east] = spread([
    { ...disc(0, 0), lean: 0 },
    { ...disc(0, 0), lean: Math.PI },
  ]);
  expect(east?.x).toBeGreaterThan(15);
});

test("nine discs in a heap come apart, and none lies on the scene", () => {
  const heap = Array.from({ length: 9 }, (_, i) => disc((i % 3) * 5, Math.floor(i / 3) * 5));
  expect(Math.min(...apart([scene(4, 4), ...heap]))).toBeGreaterThan(24);
});

test("the scene itself does not move", () => {
  expect(spread([scene(0, 0), disc(3, 0)])[0]).toEqual({ x: 0, y: 0 });
});

test("the same marks stand in the same places, wherever the map was dragged", () => {
  const here = spread([disc(0, 0), disc(0, 0), disc(10, 4)]);
  const there = spread([disc(500, 90), disc(500, 90), disc(510, 94)]);
  here.forEach((one, i) => {
    expect(there[i]?.x).toBeCloseTo(one.x, 6);
    expect(there[i]?.y).toBeCloseTo(one.y, 6);
  });
});
