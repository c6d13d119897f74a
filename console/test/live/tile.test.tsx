import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { infoOf } from "../../src/live/info";
import type { PlayerState } from "../../src/live/player";
import { Tile, type TileProps } from "../../src/live/Tile";
import { tile } from "../feed/made";

const AT = Date.parse("2026-11-21T05:03:20Z");
const LIVE: PlayerState = {
  phase: "live",
  camera: { state: "live", since: null, reason: null },
  reason: null,
  by: null,
  since: AT,
  stream: "main",
  lowered: false,
  delayMs: 240,
  capturedAt: AT,
  aspect: 16 / 9,
  viewer: null,
};
const shown = vi.hoisted(() => ({ player: null as unknown }));
vi.mock("../../src/live/usePlayer", () => ({ usePlayer: () => shown.player }));

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => act(() => root.unmount()));

function show(player: Partial<PlayerState>, more: Partial<TileProps> = {}): string {
  shown.player = { ...LIVE, ...player };
  const info = infoOf(tile(1), "ko", null);
  act(() =>
    root.render(
      <Tile
        info={info}
        ask={() => Promise.reject(new Error("no ticket in tests"))}
        stream="main"
        watermark="상황실-02"
        {...more}
      />,
    ),
  );
  return host.textContent ?? "";
}

const find = (selector: string) => host.querySelector(selector);
const name = () => find("button")?.getAttribute("aria-label") ?? "";

it("a live tile says nothing over the picture, and how late it is below it", () => {
  const text = show({});
  expect(find(".tile-why")).toBeNull();
  expect(text).toContain("0.2초");
});

it("a tile names its camera, its state and why it was chosen to a screen reader", () => {
  show({ phase: "waiting", capturedAt: null });
  expect(name()).toBe("1번 카메라 1, 영상 여는 중, 현장을 정면으로 봄");
});

it("a dead camera says since when and why, and shows no delay", () => {
  const camera = { state: "dead", since: "2026-11-21T05:03:20Z", reason: "unreachable" } as const;
  const text = show({ phase: "waiting", camera, lowered: true });
  expect(text).toContain("영상 장애 14:03:20부터");
  expect(text).toContain("카메라 응답 없음");
  expect(find(".tile-delay")).toBeNull();
  expect(find(".tile-lowered")).toBeNull();
});

it("the low stream is said while it is shown", () => {
  show({ lowered: true });
  expect(find(".tile-lowered .is-long")?.textContent).toBe("보조 화질");
});

it("every outsider's picture carries who watches; the centre's own carries nothing", () => {
  show({});
  expect(find(".watermark b")?.getAttribute("data-text")).toContain("상황실-02");
  show({}, { watermark: null });
  expect(find(".watermark")).toBeNull();
});

it("what media calls the viewer is written rather than what the feed did", () => {
  show({ viewer: "순31" });
  expect(find(".watermark b")?.getAttribute("data-text")).toContain("순31");
});

it("an ended lending says when and why, with no time left and no watermark", () => {
  const text = show(
    { phase: "ended" },
    { end: { at: "2026-11-21T05:10:00Z", reason: "closed", by: null } },
  );
  expect(text).toContain("영상 제공 종료");
  expect(text).toContain("14:10:00 · 현장종결");
  expect(find(".tile-left")).toBeNull();
  expect(find(".watermark")).toBeNull();
});

it("a refusal is said in words", () => {
  expect(show({ phase: "refused", reason: "journal" })).toContain("열람 기록을 남길 수 없어");
});

it("a lost link says since when it is tried again", () => {
  expect(show({ phase: "down" })).toContain("14:03:20부터 다시 연결 중");
});

it("a pointer stands where the room pressed, for a while", () => {
  const pointer = {
    camera_id: "SB-1",
    x: 0.25,
    y: 0.5,
    at: new Date().toISOString(),
    by: "상황실",
  };
  show({}, { pointer });
  expect((find(".tile-pointer") as HTMLElement | null)?.style.left).toBe("25%");
  show({}, { pointer: { ...pointer, at: new Date(Date.now() - 60_000).toISOString() } });
  expect(find(".tile-pointer")).toBeNull();
});

it("a press opens the tile where nobody may point", () => {
  const onOpen = vi.fn();
  show({}, { onOpen });
  act(() => find("button")?.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  expect(onOpen).toHaveBeenCalledOnce();
});
