// Candidates: columns become marks, a mark becomes one candidate again, and a planner says of it what of a site.
import { afterEach, describe, expect, it, vi } from "vitest";
import { candidateOf, candidateShapes } from "../../src/planning/map/candidates";
import { CandidatePanel } from "../../src/planning/plan/CandidatePanel";
import type { Asked, DrawnCandidates } from "../../src/planning/types";
import { button, open, press, show, shut, text } from "./showing";

const ALL: DrawnCandidates = {
  ids: ["U1", "L2", "P3", "A4"],
  lat: [37.6, 37.61, 37.62, 37.63],
  lon: [127, 127.01, 127.02, 127.03],
  origins: ["ps", "s", "d", "c"],
  mounts: ["uo", "ls", "os", "o"],
  rank: [1, 2, null, 4],
  cell: ["다사538952", "다사539952", "다사540952", "다사541952"],
  score: [16.25, 12, 3, 9],
  requests: { U1: ["req_1"], A4: ["req_9"] },
  chosen: ["L2"],
};
const REQUESTS = [{ request_id: "req_1", number: "2027-0001" }] as unknown as Asked[];

it("every candidate that is no site is a mark, by whoever asked for it first", () => {
  const marks = candidateShapes(ALL).features;
  expect(marks.map((one) => [one.properties?.id, one.properties?.origin])).toEqual([
    ["U1", "police"],
    ["P3", "city_data"],
    ["A4", "complaint"],
  ]);
  expect(marks[0]?.geometry).toEqual({ type: "Point", coordinates: [127, 37.6] });
});

it("a mark's id is the whole candidate again", () => {
  expect(candidateOf(ALL, "U1")).toEqual({
    id: "U1",
    origins: ["police", "score"],
    mounts: ["utility_pole", "own_pole"],
    rank: 1,
    cell: "다사538952",
    score: 16.25,
    requests: ["req_1"],
    isChosen: false,
  });
  expect(candidateOf(ALL, "L2")).toMatchObject({ isChosen: true, requests: [] });
  expect(candidateOf(ALL, "X")).toBeNull();
});

describe("one of them", () => {
  afterEach(shut);

  const shown = async (id: string, canEdit = true) => {
    open("SITE_PLANNER");
    const candidate = candidateOf(ALL, id);
    if (!candidate) throw new Error(id);
    const acts = { onTurn: vi.fn(), onCell: vi.fn(), onClose: vi.fn() };
    await show(
      <CandidatePanel
        candidate={candidate}
        mark="forced"
        requests={REQUESTS}
        canEdit={canEdit}
        {...acts}
      />,
      `후보지 ${id}`,
    );
    return acts;
  };

  it("a candidate says who wants it, on what, its rank, its cell's score and the requests it answers", async () => {
    await shown("U1");
    for (const said of ["위에서 1번째", "한전주, 전용주(신설)", "16.3", "2027-0001"]) {
      expect(text()).toContain(said);
    }
  });

  it("it is put in or left out as a site is", async () => {
    const acts = await shown("P3");
    expect(button("꼭").getAttribute("aria-pressed")).toBe("true");
    await press("빼");
    expect(acts.onTurn).toHaveBeenCalledWith("forbidden");
    await press("닫기");
    expect(acts.onClose).toHaveBeenCalled();
  });

  it("who only reads has no such keys", async () => {
    await shown("A4", false);
    expect(() => button("꼭")).toThrow();
    expect(text()).toContain("req_9");
  });
});
