// The list of districts is searched and sorted; calls across a border are found in what the feed tells.
import { describe, expect, it } from "vitest";
import {
  boundsOfDistrict,
  callShapes,
  callsAcross,
  type District,
  listed,
  nameLabels,
  type SortKey,
  totals,
} from "../../src/city/list";
import { incident, lending } from "../feed/made";

function district(name: string, more: Partial<District> = {}): District {
  return {
    district: name,
    code: name,
    name_ko: name,
    name_en: `${name}-gu`,
    stage: null,
    stage_on: null,
    cameras: 10,
    cameras_dead: 0,
    state: "unlinked",
    since: null,
    reason_ko: "",
    reason_en: "",
    source: "f.csv",
    ...more,
  };
}

const ALL = [
  district("종로구", { cameras: 30 }),
  district("강북구", { state: "up", stage: "full", stage_on: "2024-05-01", source: "" }),
  district("구로구", { state: "down", stage: "pilot", cameras_dead: 4, source: "" }),
  district("성북구", { state: "own", stage: "full", stage_on: "2024-01-01", source: "" }),
];
const names = (typed: string, key: SortKey, isDown = false) =>
  listed(ALL, typed, { key, isDown }).map((one) => one.name_ko[0]);

describe("the list", () => {
  it.each([
    ["name", ["강", "구", "성", "종"]],
    ["stage", ["성", "강", "구", "종"]],
    ["cameras", ["종", "강", "구", "성"]],
    ["dead", ["구", "강", "성", "종"]],
    ["line", ["구", "강", "성", "종"]],
    ["source", ["강", "구", "성", "종"]],
  ] as const)("by %s", (key, order) => expect(names("", key)).toEqual(order));

  it("turned round keeps equal ones in the order of their names", () => {
    expect(names("", "cameras", true)).toEqual(["강", "구", "성", "종"]);
  });

  it("is searched in both languages, however Hangul was typed", () => {
    expect(names("강북".normalize("NFD"), "name")).toEqual(["강"]);
    expect(names("구로구-GU", "name")).toEqual(["구"]);
    expect(names("없음", "name")).toEqual([]);
  });

  it("adds up cameras, lines and stages", () => {
    expect(totals(ALL)).toEqual({
      cameras: 60,
      linked: 2,
      stages: [
        { stage: "full", number: 2 },
        { stage: "pilot", number: 1 },
      ],
    });
  });
});

describe("a call across a border", () => {
  const owner = { owner: "GANGBUK", owner_name_ko: "강북구 통합관제센터" };
  const origin = { centre: "GURO", name_ko: "구로구 통합관제센터", name_en: "Guro control centre" };

  it("is one that another centre asks for, lends to or was asked to lend to", () => {
    const calls = callsAcross(
      [
        incident("ours"),
        incident("lent", { lendings: [lending(owner), lending({ ...owner, state: "waiting" })] }),
        incident("asked", { origin }),
        incident("refused", { lendings: [lending({ ...owner, state: "refused" })] }),
        incident("over", { state: "closed", origin }),
      ],
      "ko",
    );
    expect(calls.map((one) => [one.id, one.what, one.centres])).toEqual([
      ["lent", "코드0 강도", "강북구"],
      ["asked", "코드0 강도", "구로구"],
    ]);
    expect(callShapes(calls).features[0]?.geometry).toEqual({
      type: "Point",
      coordinates: [127.02, 37.6],
    });
  });

  it("without a place is told and not drawn", () => {
    const calls = callsAcross([incident("a", { origin, place: null })], "en");
    expect(calls[0]?.centres).toBe("Guro");
    expect(callShapes(calls).features).toEqual([]);
  });
});

it("outlines give names their places and the map its extent", () => {
  const outlines: GeoJSON.FeatureCollection = {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { district: "SB", name_ko: "성북구", name_en: "Seongbuk-gu", centre: [1, 1] },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [0, 0],
              [2, 0],
              [2, 2],
              [0, 0],
            ],
          ],
        },
      },
      {
        type: "Feature",
        properties: { district: "GB", name_ko: "강북구", name_en: "Gangbuk-gu", centre: [3, 3] },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [2, 2],
              [4, 2],
              [4, 4],
              [2, 2],
            ],
          ],
        },
      },
    ],
  };
  expect(boundsOfDistrict(outlines, null)).toEqual([
    [0, 0],
    [4, 4],
  ]);
  expect(boundsOfDistrict(outlines, "SB")).toEqual([
    [0, 0],
    [2, 2],
  ]);
  expect(boundsOfDistrict(undefined, "SB")).toBeNull();
  expect(nameLabels(outlines, "en").features[1]?.properties?.name).toBe("Gangbuk-gu");
});
