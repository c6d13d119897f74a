// A district's own data: a file's text whatever it was saved as, what the form sends, what was left out.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { LayersPanel } from "../../src/planning/data/LayersPanel";
import {
  type LayerFields,
  type LayerRow,
  layerDoors,
  layerOf,
  textOf,
  wantsOf,
} from "../../src/planning/data/layers";
import { button, field, open, press, says, show, shut, text } from "./showing";

const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const FIELDS: LayerFields = {
  kind: "city_priority",
  text: "code,rank\n",
  title: " 우선 설치지역 ",
  source: "서울시",
  licence: "",
  as_of: "",
};
const LAYER = {
  code: "bells",
  kind: "bells",
  title: "비상벨",
  source: "서울 열린데이터광장",
  licence: "",
  as_of: "2026-01-01",
  rows: 1_105,
  imported_at: "2026-11-22T07:00:00Z",
  imported_by: "planner",
  editions: 1,
  left_out: [
    {
      layer: "bells",
      file: "bells",
      field: "lat",
      told: { ko: "위도와 경도가 바뀜", en: "swapped" },
      count: 12,
      rows: [3, 9],
      is_fault: true,
    },
  ],
} as unknown as LayerRow;

function answer(layers: readonly LayerRow[] | Error): void {
  const said = layers instanceof Error ? Promise.reject(layers) : Promise.resolve([...layers]);
  vi.spyOn(layerDoors, "list").mockImplementation(() => said);
}

describe("a file", () => {
  it("is read as UTF-8, else as CP949, else not at all", () => {
    expect(textOf(new TextEncoder().encode("성북구").buffer as ArrayBuffer)).toBe("성북구");
    expect(textOf(bytes(0xbc, 0xba, 0xba, 0xcf))).toBe("성북");
    expect(textOf(bytes(0xff, 0xff, 0xff))).toBeNull();
  });

  it("goes as a table or as shapes, under one code a kind", () => {
    expect(layerOf(FIELDS)).toEqual({
      code: "city-priority",
      kind: "city_priority",
      title: "우선 설치지역",
      source: "서울시",
      licence: "",
      as_of: null,
      csv: "code,rank\n",
    });
    expect(layerOf({ ...FIELDS, text: ' {"type":"FeatureCollection"}' })).toMatchObject({
      geojson: ' {"type":"FeatureCollection"}',
    });
  });

  it("wants itself, a title and whose it is", () => {
    expect(wantsOf({ ...FIELDS, text: " " })).toBe("file");
    expect(wantsOf({ ...FIELDS, title: "" })).toBe("title");
    expect(wantsOf({ ...FIELDS, source: "" })).toBe("source");
    expect(wantsOf(FIELDS)).toBeNull();
  });
});

describe("the tab", () => {
  afterEach(shut);

  it("says that nothing was imported, and what that means", async () => {
    open("SITE_PLANNER");
    answer([]);
    await show(<LayersPanel canChange />, "들여온 자료가 없음");
    expect(text()).toContain("없는 자료는 0점으로 두고");
  });

  it("names what was left out by reason and row", async () => {
    open("CENTRE_HEAD");
    answer([LAYER]);
    await show(<LayersPanel canChange={false} />, "1,105행");
    expect(text()).toContain("뺀 행 12개");
    expect(text()).toContain("위도와 경도가 바뀜: 12개 (3, 9행)");
    expect(() => button("빼기")).toThrow();
    expect(() => button("자료 들여오기")).toThrow();
  });

  it("takes a layer out by a second press", async () => {
    open("SITE_PLANNER");
    answer([LAYER]);
    const end = vi.spyOn(layerDoors, "end").mockResolvedValue(undefined);
    await show(<LayersPanel canChange />, "1,105행");
    await press("빼기");
    expect(end).not.toHaveBeenCalled();
    await press("한 번 더 누르면 빠짐");
    expect(end.mock.calls[0]?.[0]).toBe("bells");
  });

  it("sends nothing without a file", async () => {
    open("SITE_PLANNER");
    answer([]);
    const take = vi.spyOn(layerDoors, "take");
    await show(<LayersPanel canChange />, "들여온 자료가 없음");
    await press("자료 들여오기");
    expect(field("무엇의 자료").value).toBe("crime");
    await press("들여오기");
    await says("파일을 고르십시오.");
    expect(take).not.toHaveBeenCalled();
  });

  it("no answer is an alert with a way on", async () => {
    open("SITE_PLANNER");
    answer(new Problem(0, "unreachable", "", null));
    await show(<LayersPanel canChange />, "다시 시도");
  });
});
