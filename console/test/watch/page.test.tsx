// The operator's page as a whole: what stands in the middle, what each key does there, and what a press that fails says.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { doors } from "../../src/agreements/doors";
import { api, Problem } from "../../src/api/client";
import type { Incident } from "../../src/api/feed";
import { handleKey } from "../../src/app/keys";
import { language } from "../../src/app/language";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { READ_FIRST_MS } from "../../src/watch/decide";
import { WatchPage } from "../../src/watch/WatchPage";
import { ago, asking, incident, lending, NOW, tile } from "../incident/example";
import { hello } from "./hello";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({
  useFeed: () => feed,
  useLinks: () => [],
  useFeedConnection: () => ({ ticket: () => new Promise(() => {}) }),
}));
vi.mock("../../src/watch/SeatMap", () => ({
  SeatMap: (props: { isAsking: boolean; onPlace: (at: [number, number]) => void }) => (
    <button type="button" data-map onClick={() => props.onPlace([127.01, 37.6])}>
      {props.isAsking ? "map asks" : "map"}
    </button>
  ),
}));
vi.mock("../../src/live/Tile", () => ({
  Tile: (props: { info: { name: string }; isPicked: boolean; onOpen: () => void }) => (
    <button type="button" data-tile={props.isPicked ? "big" : "small"} onClick={props.onOpen}>
      {props.info.name}
    </button>
  ),
}));

const SUMMARY = { cameras: 3580, cameras_dead: 2 };
const FIVE = [1, 2, 3, 4, 5].map((rank) => tile(rank));
const ANSWERS: Incident["answers"] = {
  asks_ko: "현장이 안전함을 확인함",
  asks_en: "Looked: the place is safe",
  keys: [
    {
      label_ko: "실제",
      label_en: "Real",
      path: "/api/bell/alarms/bell/answer",
      body: { verdict: "real", called_back: true },
    },
  ],
};
const OWN = { over_ko: "", over_en: "", grant_id: "gr_own", is_running: true, may_go_on: true };
const bell = (more: Partial<Incident> = {}) =>
  incident("bell", {
    room_kind: "centre",
    service: "BELL",
    service_name_ko: "비상벨",
    service_name_en: "Emergency bell",
    category_ko: "비상벨 누름",
    category_en: "Bell pressed",
    code: "",
    tiles: FIVE,
    answers: ANSWERS,
    own_view: { ...OWN, ends_at: ago(-1800), asks_from: ago(-1680) },
    ...more,
  });
const robbery = (more: Partial<Incident> = {}) =>
  incident("rob", { tiles: FIVE, lendings: [lending("g1")], ...more });

let root: Root;
let now = NOW;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  now = NOW;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  vi.spyOn(api, "incidents").mockResolvedValue([]);
  vi.spyOn(doors, "list").mockResolvedValue([]);
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  window.addEventListener("keydown", handleKey);
});
afterEach(() => {
  act(() => root.unmount());
  window.removeEventListener("keydown", handleKey);
  act(() => language.set("ko"));
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
let queries = client();
async function show(incidents: readonly Incident[], more: Partial<FeedState> = {}) {
  feed = { ...EMPTY, hello: hello("OPERATOR"), summary: SUMMARY, incidents, ...more } as FeedState;
  await act(async () =>
    root.render(
      <QueryClientProvider client={queries}>
        <WatchPage />
      </QueryClientProvider>,
    ),
  );
}
beforeEach(() => {
  queries = client();
});

const said = (where = "body") => document.querySelector(where)?.textContent ?? "";
const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("button")];
const button = (label: string) =>
  buttons().find((one) => one.textContent?.startsWith(label)) as HTMLButtonElement;
const key = (code: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    window.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, ...more }));
  });
const big = () => document.querySelector("[data-tile=big]")?.textContent;
const tiles = () => document.querySelectorAll("[data-tile]").length;
const read = () => {
  now += READ_FIRST_MS;
};

describe("what stands in the middle", () => {
  it("before the centre answers it says that it connects", async () => {
    await show([], { summary: null, hello: null });
    expect(said(".watch-empty")).toContain("연결하는 중");
  });

  it("without a call it says so, and shows the map", async () => {
    await show([]);
    expect(said(".watch-empty")).toContain("현재 상황 없음");
    expect(document.querySelectorAll("[data-map]")).toHaveLength(1);
  });

  it("an alarm comes before a call, with its pictures", async () => {
    await show([robbery(), bell()]);
    expect(said(".watch-ask")).toContain("비상벨 누름");
    expect(tiles()).toBe(5);
    expect(big()).toBe("1번 카메라");
  });

  it("a call without a camera says why there is none", async () => {
    await show([robbery({ tiles: [] })]);
    expect(said(".watch-empty")).toContain("표시할 카메라가 없습니다");
  });

  it("pictures that are over say that, and not that no camera was found", async () => {
    const over = { ...OWN, is_running: false, over_ko: "끝", ends_at: ago(1), asks_from: null };
    await show([bell({ tiles: [], own_view: over })]);
    expect(said(".watch-empty")).toContain("확인용 영상이 끝났습니다");
    expect(button("다시 보기")).toBeTruthy();
  });

  it("an exercise is said on the page", async () => {
    await show([bell({ drill_id: "drl_1" })]);
    expect(said(".exercise-banner")).toContain("훈련");
  });

  it("speaks English", async () => {
    act(() => language.set("en"));
    await show([bell()]);
    expect(said(".watch-queue")).toContain("Alarms of the centre 1");
    expect(said(".watch-ask")).toContain("Looked: the place is safe");
  });
});

describe("keys", () => {
  it("digits take a camera, F goes back to what is directed", async () => {
    await show([robbery()]);
    await key("Digit3");
    expect(big()).toBe("3번 카메라");
    await key("KeyF");
    expect(big()).toBe("1번 카메라");
  });

  it("a camera that the room directs comes by itself until the operator takes another", async () => {
    const directing = { chosen_camera_id: "SB-4", pointer: null, arrow: null, line: null };
    await show([robbery({ directing })]);
    expect(big()).toBe("4번 카메라");
    await key("Digit2");
    expect(big()).toBe("2번 카메라");
  });

  it("J and K walk the list", async () => {
    await show([bell(), robbery()]);
    await key("KeyJ");
    expect(said(".watch-ask")).toContain("강도");
    await key("KeyK");
    expect(said(".watch-ask")).toContain("비상벨 누름");
  });

  it("M makes the map large and the pictures come back", async () => {
    await show([robbery()]);
    await key("KeyM");
    expect(tiles()).toBe(0);
    await key("KeyM");
    expect(tiles()).toBe(5);
  });

  it("Enter enlarges, Escape ends it", async () => {
    await show([robbery()]);
    await key("Enter");
    expect(document.querySelector(".watch[data-enlarged]")).toBeTruthy();
    await key("Escape");
    expect(document.querySelector(".watch[data-enlarged]")).toBeNull();
  });

  it("V takes the keyboard to the answers, and only a press there answers", async () => {
    const sent = vi.spyOn(api, "answer").mockResolvedValue(undefined);
    await show([bell()]);
    read();
    await key("KeyV");
    expect(document.activeElement?.textContent).toBe("실제");
    expect(sent).not.toHaveBeenCalled();
    await act(async () => (document.activeElement as HTMLElement).click());
    expect(sent.mock.calls[0]?.[0]?.body).toEqual({ verdict: "real", called_back: true });
  });

  it("C goes on with the own view when it asks, and does nothing before", async () => {
    const renew = vi.spyOn(api, "renew").mockResolvedValue(undefined);
    await show([bell()]);
    await key("KeyC");
    expect(renew).not.toHaveBeenCalled();
    const asks = { ...OWN, ends_at: ago(-60), asks_from: ago(60) };
    await show([bell({ own_view: asks })]);
    await key("KeyC");
    expect(renew).toHaveBeenCalledWith("gr_own");
  });

  it("E ends nothing that ends by an answer, and needs two presses elsewhere", async () => {
    const close = vi.spyOn(api, "close").mockResolvedValue(undefined);
    await show([bell({ may_close: false })]);
    await key("KeyE");
    await key("KeyE");
    expect(close).not.toHaveBeenCalled();
    await show([bell({ may_close: true, answers: null })]);
    await key("KeyE");
    expect(close).not.toHaveBeenCalled();
    expect(button("한 번 더 누르면 종료")).toBeTruthy();
    await key("KeyE");
    expect(close).toHaveBeenCalledWith("bell");
  });

  it("Escape takes a half-made press back", async () => {
    const close = vi.spyOn(api, "close").mockResolvedValue(undefined);
    await show([bell({ may_close: true, answers: null })]);
    await key("KeyE");
    await key("Escape");
    await key("KeyE");
    expect(close).not.toHaveBeenCalled();
  });

  it("H opens the hand-over of an alarm, and of no call", async () => {
    await show([robbery()]);
    await key("KeyH");
    expect(document.querySelector("[role=dialog]")).toBeNull();
    await show([bell()]);
    await key("KeyH");
    expect(said("[role=dialog]")).toContain("인계");
  });

  it("X cuts by two presses, Z takes it back, a shifted digit says why", async () => {
    const cut = vi.spyOn(api, "withdraw").mockResolvedValue(undefined);
    const undo = vi.spyOn(api, "undoWithdraw").mockResolvedValue(undefined);
    const why = vi.spyOn(api, "withdrawReason").mockResolvedValue(undefined);
    await show([robbery()]);
    await key("KeyX");
    expect(cut).not.toHaveBeenCalled();
    await key("KeyX");
    expect(cut).toHaveBeenCalledWith("g1");
    const withdrawn = lending("g1", {
      state: "withdrawn",
      reason: "withdrawn_by_centre",
      undo_until: ago(-8),
    });
    await show([robbery({ lendings: [withdrawn] })]);
    await key("KeyZ");
    expect(undo).toHaveBeenCalledWith("g1");
    await show([robbery({ lendings: [{ ...withdrawn, undo_until: ago(1) }] })]);
    await key("Digit2", { shiftKey: true });
    expect(why).toHaveBeenCalledWith("g1", "wrong_place");
  });
});

describe("a question", () => {
  const asks = (more: object = {}) =>
    robbery({ tiles: [], lendings: [asking("g1", { may_decide: true, ...more })] });

  it("A answers yes once it could be read", async () => {
    const decide = vi.spyOn(api, "decide").mockResolvedValue(undefined);
    await show([asks()]);
    await key("KeyA");
    expect(decide).not.toHaveBeenCalled();
    read();
    await key("KeyA");
    expect(decide).toHaveBeenCalledWith("g1", { approve: true });
  });

  it("D answers no", async () => {
    const decide = vi.spyOn(api, "decide").mockResolvedValue(undefined);
    await show([asks()]);
    read();
    await key("KeyD");
    expect(decide).toHaveBeenCalledWith("g1", { approve: false, reason: "" });
  });

  it("a no that needs its reason asks for it", async () => {
    vi.spyOn(api, "decide").mockRejectedValue(new Problem(400, "invalid", "", "reason"));
    await show([asks()]);
    read();
    await key("KeyD");
    expect(said(".watch-question")).toContain("사유를 적어야 합니다");
    expect(document.querySelector(".watch-question input")).toBeTruthy();
  });

  it("of a place is answered on the map", async () => {
    const decide = vi.spyOn(api, "decide").mockResolvedValue(undefined);
    await show([asks({ kind: "place" })]);
    expect(button("이 위치로 확정").disabled).toBe(true);
    await act(async () => button("map asks").click());
    read();
    await key("KeyA");
    expect(decide).toHaveBeenCalledWith("g1", { approve: true, lat: 37.6, lon: 127.01 });
  });

  it("of a jurisdiction is answered by a digit and a yes", async () => {
    const decide = vi.spyOn(api, "decide").mockResolvedValue(undefined);
    const options = ["A", "B"].map((code) => ({
      organisation: `KNPA.${code}`,
      name_ko: `${code}경찰서`,
      name_en: code,
    }));
    await show([asks({ kind: "jurisdiction", options })]);
    expect(button("승인").disabled).toBe(true);
    await key("Digit2");
    expect(button("B경찰서").getAttribute("aria-pressed")).toBe("true");
    read();
    await key("KeyA");
    expect(decide).toHaveBeenCalledWith("g1", { approve: true, organisation: "KNPA.B" });
  });

  it("is only recommended upon by who may not decide", async () => {
    const word = vi.spyOn(api, "recommend").mockResolvedValue(undefined);
    await show([asks({ may_decide: false, may_recommend: true })]);
    read();
    await key("KeyA");
    expect(word).toHaveBeenCalledWith("g1", true);
    expect(said(".watch-question")).toContain("결정은 관제팀장이 합니다");
  });

  it("is nobody's to answer who only looks", async () => {
    const decide = vi.spyOn(api, "decide");
    await show([asks({ may_decide: false, may_recommend: false })]);
    read();
    await key("KeyA");
    expect(decide).not.toHaveBeenCalled();
    expect(said(".watch-question")).toContain("결정 권한이 없는");
  });

  it("Q goes there from a call, and a press that fails says why", async () => {
    vi.spyOn(api, "decide").mockRejectedValue(new Problem(409, "too_late", "", null));
    const other = incident("asks", { lendings: [asking("g2", { may_decide: true })] });
    await show([robbery(), other]);
    await act(async () => button("코드0 강도").click());
    const running = buttons().find((one) => one.textContent?.includes("외부 제공 1곳"));
    await act(async () => running?.click());
    await key("KeyQ");
    expect(said(".watch-question")).toContain("영상 제공");
    read();
    await key("KeyA");
    expect(said("[role=alert]")).toContain("이미 결정되었거나");
  });
});

describe("who sits there", () => {
  it("a person who only reads is given no key of an alarm", async () => {
    await show([bell({ answers: null, own_view: null, may_close: false })], {
      hello: hello("AUDITOR"),
    });
    expect(button("인계")).toBeUndefined();
    expect(document.querySelector("fieldset")).toBeNull();
  });

  it("the head of the centre has the way to the trail", async () => {
    await show([]);
    expect(document.querySelector(".watch-trail")).toBeNull();
    await show([], { hello: hello("CENTRE_HEAD") });
    expect(document.querySelector(".watch-trail")?.getAttribute("href")).toBe("/trail");
  });
});
