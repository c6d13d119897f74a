// The pictures of the seat, the action bar under them, and what an ended or directed incident says there.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { ActionBar } from "../../src/watch/ActionBar";
import { Ring } from "../../src/watch/Ring";
import { Wall } from "../../src/watch/Wall";
import { ago, incident, lending, NOW, tile } from "../incident/example";

const drawn: { name: string; stream: string; endsAt: unknown; isChosen: boolean }[] = [];
vi.mock("../../src/feed/FeedProvider", () => ({
  useLinks: () => [],
  useFeedConnection: () => ({ ticket: () => new Promise(() => {}) }),
}));
vi.mock("../../src/live/Tile", () => ({
  Tile: (props: {
    info: { name: string; place: string | null; endsAt: unknown };
    stream: string;
    isChosen: boolean;
    onOpen: () => void;
    children: React.ReactNode;
  }) => {
    const { info, stream, isChosen } = props;
    drawn.push({ name: info.name, stream, endsAt: info.endsAt, isChosen });
    return (
      <button type="button" data-stream={stream} onClick={props.onOpen}>
        {info.name} {info.place} {props.children}
      </button>
    );
  },
}));

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  drawn.length = 0;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  act(() => language.set("ko"));
  vi.restoreAllMocks();
});
const said = () => document.body.textContent ?? "";
const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("button")];
const FIVE = [3, 1, 5, 2, 4].map((rank) => tile(rank, { ends_at: ago(-60) }));

describe("the wall", () => {
  const onPick = vi.fn();
  const onEnlarge = vi.fn();
  const show = (one: Incident, shown = one.tiles[0] ?? null) =>
    act(() =>
      root.render(
        <Wall
          incident={one}
          shown={shown}
          ownDistrict="성북구"
          onPick={onPick}
          onEnlarge={onEnlarge}
        />,
      ),
    );

  it("stands in the order of the ranks, the shown one large and alone in full quality", () => {
    show(incident("a", { tiles: FIVE }), FIVE[3]);
    expect(drawn.map((one) => one.name[0])).toEqual(["1", "2", "3", "4", "5"]);
    expect(drawn.filter((one) => one.stream === "main").map((one) => one.name)).toEqual([
      "2번 카메라",
    ]);
    expect(document.querySelectorAll("[data-big]")).toHaveLength(1);
  });

  it("a small picture is taken by a press, the large one is enlarged", () => {
    show(incident("a", { tiles: FIVE }), FIVE[1]);
    act(() => document.querySelector<HTMLElement>("[data-stream=sub]")?.click());
    expect(onPick).toHaveBeenCalledWith("SB-2");
    act(() => document.querySelector<HTMLElement>("[data-stream=main]")?.click());
    expect(onEnlarge).toHaveBeenCalled();
  });

  it("no tile counts down: the question before the end stands on the card", () => {
    show(incident("a", { tiles: FIVE }));
    expect(drawn.every((one) => one.endsAt === null)).toBe(true);
  });

  it("what the room directs is marked, large or small", () => {
    const directing = { chosen_camera_id: "SB-4", pointer: null, arrow: null, line: null };
    show(incident("a", { tiles: FIVE, directing }), FIVE[1]);
    expect(document.querySelectorAll(".watch-directed-mark")).toHaveLength(1);
    expect(drawn.filter((one) => one.isChosen).map((one) => one.name)).toEqual(["4번 카메라"]);
  });

  it("a camera of another district carries its name", () => {
    show(incident("a", { tiles: [tile(1), tile(2, { district: "종로구" })] }));
    expect(buttons()[0]?.textContent).not.toContain("성북구");
    expect(buttons()[1]?.textContent).toContain("종로구");
  });

  it("leaves room for four beside the large one, and for more where there are more", () => {
    const columns = () =>
      document.querySelector<HTMLElement>(".watch-wall")?.style.getPropertyValue("--columns");
    show(incident("a", { tiles: FIVE.slice(0, 2) }));
    expect(columns()).toBe("4");
    show(incident("b", { tiles: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((rank) => tile(rank)) }));
    expect(columns()).toBe("8");
  });
});

describe("the bar under it", () => {
  const pressed = vi.fn();
  const show = (one: Incident, more: Partial<Parameters<typeof ActionBar>[0]> = {}) =>
    act(() =>
      root.render(
        <ActionBar
          incident={one}
          alarm={null}
          answer={null}
          ownView={null}
          onReport={null}
          isFree={false}
          waiting={0}
          hasPictures
          isMapBig={false}
          isEnlarged={false}
          onReturn={() => pressed("return")}
          onWaiting={() => pressed("waiting")}
          onMap={() => pressed("map")}
          onEnlarge={() => pressed("enlarge")}
          {...more}
        />,
      ),
    );
  const labels = () => buttons().map((one) => one.textContent ?? "");

  it("of a calm call offers the map and the large view, nothing else", () => {
    show(incident("a"));
    expect(labels().map((one) => one.replace(/[A-Z↵]$/, ""))).toEqual(["지도 크게", "크게 보기"]);
  });

  it("says that others wait, and the way back to what is directed", () => {
    show(incident("a"), { waiting: 3, isFree: true });
    expect(labels()[0]).toContain("확인 대기로 3");
    act(() => buttons()[0]?.click());
    act(() => buttons()[1]?.click());
    expect(pressed.mock.calls.map(([one]) => one)).toEqual(["waiting", "return"]);
  });

  it("without pictures there is no map to change for", () => {
    show(incident("a"), { hasPictures: false });
    expect(labels().some((one) => one.startsWith("지도"))).toBe(false);
  });

  it("repeats the room's line and the way of flight", () => {
    const line = { text: "편의점 뒤", at: ago(5), by: "room" };
    const arrow = { bearing_deg: 90, by: "room", at: ago(4) };
    const directing = { chosen_camera_id: null, pointer: null, arrow, line };
    show(incident("a", { directing: directing as Incident["directing"] }));
    expect(document.querySelector(".watch-directed")?.textContent).toContain("편의점 뒤");
    expect(document.querySelector(".watch-directed")?.textContent).toContain("→");
  });

  it("says who was refused and why", () => {
    const refused = lending("g1", { state: "refused", reason_text_ko: "협약 조항이 없습니다" });
    show(incident("a", { lendings: [refused] }));
    expect(said()).toContain("성북경찰서: 협약 조항이 없습니다");
  });

  it("of an ended one says how it ended, and directs nobody any more", () => {
    const ended = { at: ago(5), reason: "closed", reason_text_ko: "현장종결", reason_text_en: "x" };
    const line = { text: "편의점 뒤", at: ago(5), by: "room" };
    const directing = { chosen_camera_id: null, pointer: null, arrow: null, line };
    show(incident("a", { state: "closed", ended, directing }));
    expect(said()).toContain("현장종결");
    expect(document.querySelector(".watch-directed")).toBeNull();
    expect(document.querySelector(".tag.alarm")).toBeNull();
  });
});

describe("the ring", () => {
  const draw = (left: Parameters<typeof Ring>[0]["left"]) =>
    act(() => root.render(<Ring left={left} unit="초" over="시간 종료" />));

  it("says the seconds in figures and to a screen reader", () => {
    draw({ leftMs: 42_300, share: 0.7, isHurry: false, isOver: false });
    expect(said()).toBe("43");
    expect(document.querySelector("[role=timer]")?.getAttribute("aria-label")).toBe("43 초");
  });

  it("hurries near the end and says when it is over", () => {
    draw({ leftMs: 9_000, share: 0.15, isHurry: true, isOver: false });
    expect(document.querySelector("[data-hurry]")).toBeTruthy();
    draw({ leftMs: 0, share: 0, isHurry: false, isOver: true });
    expect(document.querySelector("[role=timer]")?.getAttribute("aria-label")).toBe("시간 종료");
  });
});
