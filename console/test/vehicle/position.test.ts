import { expect, test } from "vitest";
import { destination, type LonLat } from "../../src/map/geometry";
import {
  type Fix,
  fixOf,
  fixOfResponder,
  follow,
  mayTell,
  speedAt,
} from "../../src/vehicle/position";
import { ago, NOW } from "../incident/example";

const HERE: LonLat = [127.02, 37.6];

function fix(at: LonLat, ms: number, more: Partial<Fix> = {}): Fix {
  return { at, ms, headingDeg: null, speedKmh: null, isOwn: true, ...more };
}

test("a receiver's speed is taken in km/h, a missing one stays unknown", () => {
  const coords = { longitude: 127.02, latitude: 37.6, heading: Number.NaN, speed: 10 };
  expect(fixOf(coords as GeolocationCoordinates, NOW)).toMatchObject({
    speedKmh: 36,
    headingDeg: null,
  });
  const none = { ...coords, speed: null };
  expect(fixOf(none as unknown as GeolocationCoordinates, NOW).speedKmh).toBeNull();
});

test("speed and heading follow from two fixes where the device gives none", () => {
  const next = follow(fix(HERE, NOW), fix(destination(HERE, 90, 20), NOW + 2000));
  expect(next.speedKmh).toBeCloseTo(36, 0);
  expect(next.headingDeg).toBeCloseTo(90, 0);
});

test("the receiver's jitter is not a drive", () => {
  expect(follow(fix(HERE, NOW), fix(destination(HERE, 10, 4), NOW + 1000)).speedKmh).toBe(0);
});

test("fixes too close in time keep the speed before", () => {
  const before = fix(HERE, NOW, { speedKmh: 40 });
  expect(follow(before, fix(destination(HERE, 0, 30), NOW + 100)).speedKmh).toBe(40);
});

test("an older fix does not replace a newer one", () => {
  const newer = fix(HERE, NOW);
  expect(follow(newer, fix([127, 37], NOW - 5000))).toBe(newer);
});

test("a device that stands still and tells nothing for five seconds stands", () => {
  expect(speedAt(fix(HERE, NOW), NOW + 4000)).toBeNull();
  expect(speedAt(fix(HERE, NOW), NOW + 5000)).toBe(0);
});

test("a vehicle that falls silent in a tunnel is neither stopped nor at its old speed", () => {
  const driving = fix(HERE, NOW, { speedKmh: 60 });
  expect(speedAt(driving, NOW + 9000)).toBe(60);
  expect(speedAt(driving, NOW + 10_000)).toBeNull();
});

test("one place told by the dispatch system says nothing of speed", () => {
  const told = fixOfResponder({
    unit_id: "순31",
    kind: "PATROL_CAR",
    lat: 37.6,
    lon: 127.02,
    heading_deg: null,
    eta_s: null,
    at: ago(60),
  });
  expect(speedAt(told, NOW)).toBeNull();
});

test("a position is told at most once a second", () => {
  expect(mayTell(null, NOW)).toBe(true);
  expect(mayTell(NOW, NOW + 999)).toBe(false);
  expect(mayTell(NOW, NOW + 1000)).toBe(true);
});
