// 옷 색 검색 at the desk: asked for by one, opened by another, candidates beside their picture, and every state in words.
import { act } from "react";
import { expect, it, vi } from "vitest";
import { missing, type Clothing as Told } from "../../src/missing/door";
import { Clothing, timeLeft } from "../../src/search/Clothing";
import { colourOf } from "../../src/search/ClothingAsk";
import { button, draw, eachOnItsOwn, shows } from "../missing/page";

eachOnItsOwn();

const ORDER = {
  order_id: "clo_1",
  state: "running" as const,
  asked_at: "2026-11-22T05:00:00Z",
  reason: "빨간 점퍼",
  mine: false,
  refusal: "",
  cameras: 42,
  looking: 42,
  ends_at: "2026-11-22T11:00:00Z",
  left_s: 7_260,
};
const ONE = {
  seen_id: "clt_1",
  camera_id: "SB-1",
  camera_name: "길음로 1",
  last_at: "2026-11-22T05:10:00Z",
  fit: 0.92,
  upper: ["red" as const],
  lower: [],
  has_picture: true,
  verdict: null,
};
const EMPTY: Told = { order: null, wanted: {}, candidates: [], tracks: 0, infrared: 0 };
const answered = (more: Partial<Told>) =>
  vi.spyOn(missing, "clothing").mockResolvedValue({ ...EMPTY, ...more } as never);
const page = (mayAnswer = false) =>
  draw(<Clothing of="inc_1" description={null} mayAnswer={mayAnswer} />);
const type = (label: string, value: string) => {
  const field = [...document.querySelectorAll("label")]
    .find((one) => one.textContent?.startsWith(label))
    ?.querySelector("input, select") as HTMLInputElement;
  const own = Object.getPrototypeOf(field) as object;
  const setter = Object.getOwnPropertyDescriptor(own, "value")?.set;
  act(() => {
    setter?.call(field, value);
    field.dispatchEvent(
      new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }),
    );
  });
};

it("is asked for with a colour and a reason, and not before", async () => {
  answered({});
  const ask = vi.spyOn(missing, "askClothing").mockResolvedValue(ORDER as never);
  await page();
  await shows("승인 요청");
  expect(button("승인 요청").disabled).toBe(true);
  type("상의", "red");
  expect(button("승인 요청").disabled).toBe(true);
  type("사유", "빨간 점퍼를 입음");
  await act(async () => button("승인 요청").click());
  expect(ask).toHaveBeenCalledWith("inc_1", {
    upper: "red",
    lower: null,
    reason: "빨간 점퍼를 입음",
  });
});

it("says what it looks at, what it never looks at, and from when", async () => {
  answered({});
  await page();
  await shows("얼굴·성별·나이·걸음은 보지 않습니다");
  await shows("지난 영상은 찾지 않습니다");
});

it("whoever asked waits for somebody else", async () => {
  answered({ order: { ...ORDER, state: "asked", mine: true } });
  await page(true);
  await shows("다른 사람이 승인합니다");
  expect(button("승인")).toBeUndefined();
});

it("an operator has no key to answer with", async () => {
  answered({ order: { ...ORDER, state: "asked" } });
  await page(false);
  await shows("관제팀장의 승인을 기다립니다");
  expect(button("거절")).toBeUndefined();
});

it("a lead answers with a reason", async () => {
  answered({ order: { ...ORDER, state: "asked" } });
  const answer = vi.spyOn(missing, "answerClothing").mockResolvedValue(ORDER as never);
  await page(true);
  await shows("빨간 점퍼");
  expect(button("거절").disabled).toBe(true);
  type("승인·거절 사유", "확인함");
  await act(async () => button("거절").click());
  expect(answer).toHaveBeenCalledWith("inc_1", false, "확인함");
});

it("a candidate stands with picture, place, colours and how well they agree", async () => {
  answered({ order: ORDER, candidates: [ONE], tracks: 12, infrared: 3 });
  await page();
  await shows("길음로 1");
  const text = document.body.textContent ?? "";
  expect(text).toContain("상의 빨강 / 하의 안 보임");
  expect(text).toContain("색 일치 92 %");
  expect(text).toContain("색 판별 불가 3건");
  expect(text).toContain("카메라 42대에서 검색 중 · 2:01 남음");
  const picture = document.querySelector("img");
  expect(picture?.getAttribute("src")).toBe("/api/missing/searches/inc_1/clothing/clt_1/picture");
  expect(picture?.getAttribute("alt")).toContain("길음로 1");
});

it("a candidate is ruled out by one key", async () => {
  answered({ order: ORDER, candidates: [ONE], tracks: 1 });
  const judge = vi.spyOn(missing, "judgeClothing").mockResolvedValue(undefined as never);
  await page();
  await shows("아님");
  await act(async () => button("아님").click());
  expect(judge).toHaveBeenCalledWith("inc_1", "clt_1", "no");
});

it.each([
  [
    "refused",
    { ...ORDER, state: "refused" as const, refusal: "확실하지 않음" },
    "거절됨: 확실하지 않음",
  ],
  ["ended", { ...ORDER, state: "ended" as const }, "검색이 끝났습니다"],
])("when %s it says so and may be asked anew", async (_, order, said) => {
  answered({ order });
  await page();
  await shows(said);
  expect(button("승인 요청")).toBeDefined();
});

it("running without a candidate is calm", async () => {
  answered({ order: ORDER });
  await page();
  await shows("아직 맞는 후보가 없습니다");
});

it("running says what is looked for, and a half of any colour is left out", async () => {
  answered({ order: ORDER, wanted: { upper: "navy" } });
  await page();
  await shows("상의 남색");
  expect(document.querySelector(".clothing-row")?.textContent).not.toContain("하의");
});

it("an area that is too large for the workers is searched at its nearest cameras, and says so", async () => {
  answered({ order: { ...ORDER, cameras: 675, looking: 40 } });
  await page();
  await shows("가까운 카메라 40대에서 검색 중 (구역 675대)");
});

it("where all pictures are infrared, nobody waits for a candidate", async () => {
  answered({ order: ORDER, tracks: 3, infrared: 3 });
  await page();
  await shows("적외선 화면뿐이라 옷 색을 알 수 없습니다");
  expect(document.body.textContent).not.toContain("아직 맞는 후보가 없습니다");
});

it("an end that is refused says why", async () => {
  answered({ order: ORDER });
  vi.spyOn(missing, "stopClothing").mockRejectedValue(new Error("away"));
  await page();
  await shows("검색 끝내기");
  await act(async () => button("검색 끝내기").click());
  await vi.waitFor(() => expect(document.querySelector('[role="alert"]')).not.toBeNull());
});

it("a failure is told and may be tried again", async () => {
  vi.spyOn(missing, "clothing").mockRejectedValue(new Error("away"));
  await page();
  await shows("불러오지 못했습니다");
  expect(button("다시 조회")).toBeDefined();
});

it("time is told in hours and minutes, rounded up", () => {
  expect([timeLeft(0), timeLeft(61), timeLeft(6 * 3600)]).toEqual(["0:00", "0:02", "6:00"]);
});

it("a pattern is no colour that a camera can look for", () => {
  expect(colourOf({ colour: "patterned" })).toBeNull();
  expect(colourOf({ colour: "navy" })).toBe("navy");
  expect(colourOf(null)).toBeNull();
});
