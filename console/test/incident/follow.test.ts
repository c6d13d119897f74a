import { expect, test } from "vitest";
import { shownOf, stepFrom } from "../../src/incident/follow";
import { tile } from "./example";

const TILES = [tile(1), tile(2), tile(3, { state: "dead" }), tile(4)];

test("without directing the best camera that has a picture is shown", () => {
  const tiles = [tile(1, { state: "dead" }), tile(2)];
  expect(shownOf(tiles, null, null).tile?.rank).toBe(2);
  expect(shownOf([tile(1, { state: "dead" })], null, null).tile?.rank).toBe(1);
  expect(shownOf([], null, null).tile).toBeNull();
});

test("the room's camera is followed until the screen breaks away", () => {
  const following = shownOf(TILES, "SB-2", null);
  expect(following).toMatchObject({ isDirected: true, isFree: false });
  expect(following.tile?.camera_id).toBe("SB-2");
  expect(shownOf(TILES, "SB-2", "SB-4")).toMatchObject({ isDirected: false, isFree: true });
});

test("while free, the room may choose another camera without moving this screen", () => {
  expect(shownOf(TILES, "SB-1", "SB-4").tile?.camera_id).toBe("SB-4");
});

test("choosing by hand what the room has chosen is following", () => {
  expect(shownOf(TILES, "SB-2", "SB-2")).toMatchObject({ isDirected: true, isFree: false });
});

test("a screen whose own camera is no longer lent comes back to the room's view", () => {
  expect(shownOf(TILES, "SB-2", "SB-9").tile?.camera_id).toBe("SB-2");
});

test("choosing a camera where nobody directs is not breaking away", () => {
  expect(shownOf(TILES, null, "SB-4")).toMatchObject({ isDirected: false, isFree: false });
});

test("stepping passes over cameras without a picture and goes round", () => {
  expect(stepFrom(TILES, "SB-2", 1)?.camera_id).toBe("SB-4");
  expect(stepFrom(TILES, "SB-4", 1)?.camera_id).toBe("SB-1");
  expect(stepFrom(TILES, "SB-1", -1)?.camera_id).toBe("SB-4");
  expect(stepFrom(TILES, "SB-4", -1)?.camera_id).toBe("SB-2");
});

test("stepping from nowhere begins at the first or the last", () => {
  expect(stepFrom(TILES, null, 1)?.camera_id).toBe("SB-1");
  expect(stepFrom(TILES, null, -1)?.camera_id).toBe("SB-4");
  expect(stepFrom([], null, 1)).toBeNull();
});

test("where every camera is down, the next one still says why", () => {
  const dead = [tile(1, { state: "dead" }), tile(2, { state: "dead" })];
  expect(stepFrom(dead, "SB-1", 1)?.camera_id).toBe("SB-2");
});
