// The operator's queue on the page: one key, one verdict, ten seconds to take it back, and nothing that claims too much.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import type { Alarm, Hello, MonitoringCounts } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { doors } from "../../src/monitoring/doors";
import { MonitoringPage } from "../../src/monitoring/MonitoringPage";
import { SETTLE_MS } from "../../src/monitoring/queue/queue";
import { alarm, COUNTS } from "./made";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => feed, useLinks: () => [] }));
vi.mock("../../src/live/Tile", () => ({ Tile: () => <div data-live /> }));

const STANDING: MonitoringCounts = {
  waiting: 0,
  shown: 0,
  held: 0,
  shelved: 0,
  flood: false,
  flood_since: null,
  arrivals_10min: 0,
  operators: 1,
  last_at: null,
  watched: 60,
  late: 0,
  isolated: 0,
  workers: 1,
};

let root: Root;
let client: QueryClient;
let clock = 0;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["me"], { role: "OPERATOR" });
  clock = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(doors, "shelves").mockResolvedValue([]);
  vi.spyOn(doors, "workers").mockResolvedValue({
    workers: [],
    share: 0,
    counts: COUNTS,
    unheld: 0,
    cameras: [],
  });
  vi.spyOn(doors, "mayAnnounce").mockResolvedValue({ may: false, device: "" });
  vi.spyOn(doors, "verdict").mockResolvedValue(alarm("a"));
  vi.spyOn(doors, "undoVerdict").mockResolvedValue(alarm("a"));
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  act(() => language.set("ko"));
  vi.restoreAllMocks();
});

async function show(alarms: readonly Alarm[], more: Partial<MonitoringCounts> = {}): Promise<void> {
  feed = {
    ...EMPTY,
    hello: { person: { role: "OPERATOR" }, centre: { code: "SB" } } as unknown as Hello,
    summary: { cameras: 900, cameras_dead: 0 },
    alarms,
    monitoring: { ...STANDING, ...more },
  };
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <MonitoringPage />
      </QueryClientProvider>,
    ),
  );
}

const text = () => document.body.textContent ?? "";
const title = () => document.querySelector(".mon-title h2")?.textContent ?? "";
const toast = () => document.querySelector(".mon-toast")?.textContent ?? "";

/** A key pressed by somebody who has had time to look. */
async function key(code: string, isHasty = false): Promise<void> {
  if (!isHasty) clock += SETTLE_MS;
  await act(async () => {
    window.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  });
}

describe("an alarm", () => {
  it("says what, where, and how sure, and why it comes first", async () => {
    await show([alarm("3", { why: [{ factor: "rarity", value: 1.2 }], count: 4 })]);
    expect(title()).toContain("침입 · 길음동 12-3");
    expect(title()).toContain("신뢰도 82 %");
    expect(text()).toContain("이 카메라에서 드문 알람");
    expect(text()).toContain("같은 알람 4건");
  });

  it("that is a candidate is called so, with a warning", async () => {
    await show([alarm("3", { kind: "fall_candidate", is_candidate: true })]);
    expect(title()).toContain("쓰러짐 의심");
    expect(text()).toContain("반드시 눈으로 확인하십시오");
  });

  it("is not acknowledged by a page before which nobody sits", async () => {
    const open = vi.spyOn(doors, "open").mockReturnValue(new Promise(() => undefined));
    await show([alarm("3")]);
    expect(open).not.toHaveBeenCalled();
    await key("Enter");
    expect(open).toHaveBeenCalledWith("3");
  });

  it("that a colleague has open says so when it is opened", async () => {
    vi.spyOn(doors, "open").mockRejectedValue(new Problem(409, "opened_by_another", "", null));
    await show([alarm("3")]);
    await key("Enter");
    await vi.waitFor(() => expect(text()).toContain("다른 관제요원이 확인하고 있습니다"));
  });
});

describe("verdicts", () => {
  it("1 is 정탐 and leads to what follows, not to the next alarm", async () => {
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit1");
    expect(doors.verdict).toHaveBeenCalledWith("a", "real", null);
    expect(title()).toContain("12-a");
    expect(text()).toContain("어떤 상황입니까?");
    await key("KeyN");
    expect(title()).toContain("12-b");
    expect(text()).toContain("정탐 조치 1");
  });

  it("2 asks why, and the reason sends it; the next comes up by itself", async () => {
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit2");
    expect(doors.verdict).not.toHaveBeenCalled();
    await key("Numpad3");
    expect(doors.verdict).toHaveBeenCalledWith("a", "false", "plant");
    expect(title()).toContain("12-b");
    expect(toast()).toContain("오탐(나무·깃발)");
  });

  it("Escape leaves the reasons without a word sent", async () => {
    await show([alarm("a")]);
    await key("Digit2");
    await key("Escape");
    expect(text()).not.toContain("왜 오탐입니까?");
    expect(doors.verdict).not.toHaveBeenCalled();
  });

  it("3 is 보류", async () => {
    await show([alarm("a")]);
    await key("Digit3");
    expect(doors.verdict).toHaveBeenCalledWith("a", "hold", null);
    expect(toast()).toContain("10분 뒤");
  });

  it("a key meant for the alarm before does not answer the next", async () => {
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit3");
    await key("Digit3", true);
    expect(doors.verdict).toHaveBeenCalledTimes(1);
    await key("Digit3");
    expect(doors.verdict).toHaveBeenCalledTimes(2);
  });

  it("can be taken back, and the alarm stands there again", async () => {
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit3");
    await key("KeyZ");
    expect(doors.undoVerdict).toHaveBeenCalledWith("a");
    expect(title()).toContain("12-a");
    expect(toast()).toContain("되돌렸습니다");
  });

  it("that did not arrive comes back and says so", async () => {
    vi.spyOn(doors, "verdict").mockRejectedValue(new Problem(0, "unreachable", "", null));
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit3");
    await vi.waitFor(() => expect(toast()).toContain("판정을 보내지 못했습니다"));
    expect(title()).toContain("12-a");
  });

  it("of somebody who was faster is told, and the page goes on", async () => {
    vi.spyOn(doors, "verdict").mockRejectedValue(new Problem(409, "answered_by_another", "", null));
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await key("Digit3");
    await vi.waitFor(() => expect(toast()).toContain("먼저 판정했습니다"));
    expect(title()).toContain("12-b");
  });

  it("given elsewhere under the operator's eyes is told", async () => {
    await show([alarm("a"), alarm("b", { rank: 0.5 })]);
    await show([alarm("a", { state: "false" }), alarm("b", { rank: 0.5 })]);
    expect(title()).toContain("12-b");
    expect(toast()).toContain("먼저 판정했습니다");
  });

  it("a better alarm does not take the place of the one that is looked at", async () => {
    await show([alarm("a", { rank: 0.5 })]);
    await show([alarm("a", { rank: 0.5 }), alarm("b", { rank: 9 })]);
    expect(title()).toContain("12-a");
  });
});

describe("after 정탐", () => {
  it("a digit opens an incident, once, and it cannot be undone any more", async () => {
    const register = vi.spyOn(doors, "register").mockResolvedValue({ incident_id: "inc_1" });
    await show([alarm("a")]);
    await key("Digit1");
    await key("Digit3");
    expect(register).toHaveBeenCalledWith("a", "FIRE");
    await vi.waitFor(() => expect(text()).toContain("상황으로 등록했습니다"));
    await key("Digit3");
    expect(register).toHaveBeenCalledTimes(1);
    expect(toast()).not.toContain("되돌리기");
  });

  it("no loudspeaker, no key for it", async () => {
    await show([alarm("a")]);
    await key("Digit1");
    expect(text()).not.toContain("안내 방송");
  });

  it("where there is one, it sounds by a second press, and the node's own words are shown", async () => {
    vi.spyOn(doors, "mayAnnounce").mockResolvedValue({ may: true, device: "speaker" });
    await show([alarm("a")]);
    await key("Digit1");
    await vi.waitFor(() => expect(text()).toContain("안내 방송"));
    const announce = vi.spyOn(doors, "announce");
    await key("KeyB");
    expect(document.querySelector(".mon-announce")).not.toBeNull();
    expect(announce).not.toHaveBeenCalled();
  });
});

describe("how the queue stands", () => {
  it("empty: how many cameras are watched", async () => {
    await show([]);
    expect(text()).toContain("지금 확인할 알람이 없습니다");
    expect(text()).toContain("카메라 60대");
  });

  it("nobody watched: says so and leads to the cameras", async () => {
    await show([], { watched: 0 });
    expect(text()).toContain("지켜보는 카메라가 없습니다");
  });

  it("others that wait their turn are told, and the best can be taken", async () => {
    await show([alarm("w", { state: "waiting", shown_to_me: false })], { waiting: 1 });
    expect(text()).toContain("1건이 순서를 기다립니다");
    expect(text()).not.toContain("지금 확인할 알람이 없습니다");
    await key("KeyN");
    expect(title()).toContain("12-w");
  });

  it("a flood says how many wait and how many are shown", async () => {
    await show([alarm("a")], { flood: true, waiting: 11, shown: 1 });
    expect(text()).toContain("알람 폭주: 12건 대기, 상위 1건만 표시");
  });

  it("a flood of which all is shown names nothing that is hidden", async () => {
    await show([alarm("a")], { flood: true, waiting: 0, shown: 1 });
    expect(text()).toContain("알람 폭주: 1건 모두 표시");
  });

  it("without a worker nothing comes, and that is an alert", async () => {
    await show([], { workers: 0 });
    expect(document.querySelector('[role="alert"]')?.textContent).toContain("분석 워커가 없습니다");
  });

  it("before the node has spoken it claims no calm", async () => {
    feed = EMPTY;
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <MonitoringPage />
        </QueryClientProvider>,
      ),
    );
    expect(text()).toContain("연결하는 중");
    expect(text()).not.toContain("지금 확인할 알람이 없습니다");
  });

  it("reads in English where that is chosen", async () => {
    act(() => language.set("en"));
    await show([alarm("3")]);
    expect(title()).toContain("Intrusion");
    expect(text()).toContain("Real");
  });
});
