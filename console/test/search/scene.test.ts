// The sector on the map and the camera that comes next.
import { describe, expect, it } from "vitest";
import type { DeskView, SectorCamera } from "../../src/missing/door";
import { nextOf, openOnes, searchScene } from "../../src/search/scene";

const camera = (number: number, verdict: string | null = null): SectorCamera => ({
  camera_id: `SB-${number}`,
  name: `카메라 ${number}`,
  kind: "fixed",
  lat: 37.6,
  lon: 127.02,
  ring: 0,
  verdict,
  state: "live",
});

describe("a sector", () => {
  it("gives the first that nobody has looked at, never the same again", () => {
    const sector = [camera(1, "none"), camera(2), camera(3)];
    expect(nextOf(sector, null)).toBe("SB-2");
    expect(nextOf(sector, "SB-2")).toBe("SB-3");
    expect(nextOf([camera(1, "none")], null)).toBeNull();
  });

  it("keeps what is suspected in sight", () => {
    const sector = [camera(1, "suspect"), camera(2, "none"), camera(3, "found")];
    expect(openOnes(sector).map((one) => one.camera_id)).toEqual(["SB-1"]);
  });

  it("shows the last place, the reach and the cameras in order", () => {
    const view = {
      search: { incident_id: "inc_1", lat: 37.6, lon: 127.02, reach_m: 500 },
      area: null,
      sector: [camera(1), camera(2)],
    } as unknown as DeskView;
    const scene = searchScene(view, "마지막 목격", "SB-2");
    expect([scene.at, scene.radiusM]).toEqual([[127.02, 37.6], 500]);
    expect(scene.cameras.map((one) => [one.number, one.chosen])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});
