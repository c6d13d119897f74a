import { describe, expect, it } from "vitest";
import { renewable } from "../../src/room/Actions";
import { bearingOfKeys } from "../../src/room/compass";
import {
  chosenTile,
  codeFigure,
  endOf,
  ownLending,
  placeName,
  shownTiles,
} from "../../src/room/incident";
import { incident, lending, tile } from "../feed/made";

const ranks = (tiles: readonly { rank: number }[]) => tiles.map((one) => one.rank);
const NINE = [3, 1, 2, 9, 8, 7, 6, 5, 4].map((rank) => tile(rank));

describe("the wall", () => {
  it("shows the best five, then nine", () => {
    expect(ranks(shownTiles(NINE, 5, null))).toEqual([1, 2, 3, 4, 5]);
    expect(ranks(shownTiles(NINE, 9, null))).toHaveLength(9);
  });

  it("keeps the directed camera in view whatever its rank", () => {
    expect(ranks(shownTiles(NINE, 5, "SB-8"))).toEqual([1, 2, 3, 4, 8]);
  });

  it("makes the directed tile the large one, else the best", () => {
    const shown = shownTiles(NINE, 5, "SB-8");
    expect(chosenTile(shown, "SB-8")?.rank).toBe(8);
    expect(chosenTile(shown, "SB-77")?.rank).toBe(1);
    expect(chosenTile([], null)).toBeNull();
  });
});

describe("a lending", () => {
  it("of our own that runs comes before one that waits or ended", () => {
    const lendings = [
      lending({ grant_id: "other", mine: false }),
      lending({ grant_id: "old", state: "expired" }),
      lending({ grant_id: "waits", state: "waiting" }),
      lending({ grant_id: "runs" }),
    ];
    expect(ownLending(incident("a", { lendings }))?.grant_id).toBe("runs");
    expect(ownLending(incident("a", { lendings: [] }))).toBeNull();
  });

  it("that was withdrawn ends the tiles, in the node's words", () => {
    const withdrawn = lending({
      state: "withdrawn",
      reason: "withdrawn",
      reason_text_ko: "관제센터가 제공을 중단했습니다",
    });
    expect(endOf(incident("a", { lendings: [withdrawn] }), "ko")).toMatchObject({
      reason: "withdrawn",
      text: "관제센터가 제공을 중단했습니다",
    });
  });

  it.each(["active", "waiting"])("that is %s ends nothing", (state) => {
    expect(endOf(incident("a", { lendings: [lending({ state })] }), "ko")).toBeNull();
  });

  it("ends with its incident", () => {
    const ended = {
      at: "2026-11-21T05:10:00Z",
      reason: "closed",
      reason_text_ko: "현장종결",
      reason_text_en: "Closed",
    };
    expect(endOf(incident("a", { state: "closed", ended }), "en")).toMatchObject({
      text: "Closed",
    });
  });

  it("may be renewed near its end, while renewals are left", () => {
    const ends = Date.parse("2026-11-21T05:33:00Z");
    const one = incident("a");
    expect(renewable(one, ends - 5 * 60_000)).toBe("gr_1");
    expect(renewable(one, ends - 20 * 60_000)).toBeNull();
    const spent = incident("a", { lendings: [lending({ renewals_left: 0 })] });
    expect(renewable(spent, ends - 5 * 60_000)).toBeNull();
  });
});

it("an incident is named by its address, else its dong", () => {
  expect(placeName(incident("a"))).toBe("길음로 33");
  expect(placeName(incident("a", { place: null, address: "길음역 앞" }))).toBe("길음역 앞");
  expect(placeName(incident("a", { place: null }))).toBe("");
});

it("a 112 code is said by its figure, another service has none", () => {
  expect(codeFigure(incident("a"))).toBe("0");
  expect(codeFigure(incident("a", { code: "" }))).toBeNull();
});

it.each([
  [["ArrowUp"], 0],
  [["ArrowUp", "ArrowRight"], 45],
  [["ArrowDown"], 180],
  [["ArrowDown", "ArrowLeft"], 225],
  [["ArrowLeft"], 270],
  [["ArrowLeft", "ArrowRight"], null],
  [[], null],
])("arrow keys %j are the bearing %s", (held, bearing) => {
  expect(bearingOfKeys(new Set(held))).toBe(bearing);
});
