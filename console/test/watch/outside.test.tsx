// Who outside is given pictures: until when, by whom watched, and the three presses of a cut.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import type { Incident, Lending, Watcher } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { outsideOf, REASONS, SECOND_PRESS_MS } from "../../src/watch/cut";
import { OutsideList } from "../../src/watch/OutsideList";
import { SeatFigures } from "../../src/watch/SeatFigures";
import { useCuts } from "../../src/watch/useCuts";
import { ago, incident, lending, NOW } from "../incident/example";

const CUT = { state: "withdrawn", reason: "withdrawn_by_centre" } as const;
const watcher = (viewer: string, camera_id: string): Watcher => ({
  grant_id: "g1",
  camera_id,
  organisation: "KNPA.SEOUL.SEONGBUK",
  viewer,
  drill_id: null,
  since: ago(30),
});

let root: Root;
let now = NOW;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  now = NOW;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  act(() => language.set("ko"));
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function Listed({ incidents, watching }: { incidents: Incident[]; watching: Watcher[] }) {
  const desk = useCuts();
  const outside = outsideOf(incidents, watching, null, now);
  const first = (phase: string) =>
    outside.find((one) => one.phase === phase)?.lending.grant_id ?? null;
  const aims = { cut: first("lent"), undo: first("undoable"), reason: first("wants_reason") };
  return <OutsideList outside={outside} desk={desk} aims={aims} onAim={() => {}} />;
}
const show = (lendings: Lending[], watching: Watcher[] = []) =>
  act(() => root.render(<Listed incidents={[incident("a", { lendings })]} watching={watching} />));
const said = () => document.body.textContent ?? "";
const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("button")];
const click = (at = 0) => act(async () => buttons()[at]?.click());

describe("a lending", () => {
  it("says to whom, until when and how often it may go on", () => {
    show([lending("g1", { ends_at: ago(-95), renewals_left: 2 })]);
    expect(document.querySelector("h3")?.textContent).toBe("성북경찰서");
    expect(said()).toContain("01:35 남음");
    expect(said()).toContain("연장 2회 남음");
  });

  it("says who looks and at how many, or that nobody does", () => {
    show([lending("g1")]);
    expect(said()).toContain("보고 있는 화면 없음");
    show([lending("g1")], [watcher("순31", "SB-1"), watcher("순31", "SB-2"), watcher("b", "SB-1")]);
    expect(said()).toContain("순31 2대");
    expect(said()).toContain("b 1대");
  });

  it("that this person may not cut has no key for it", () => {
    show([lending("g1", { may_withdraw: false })]);
    expect(buttons()).toHaveLength(0);
  });

  it("nothing outside says so", () => {
    show([]);
    expect(said()).toContain("외부 제공 없음");
  });

  it("in English", () => {
    act(() => language.set("en"));
    show([lending("g1")]);
    expect(said()).toContain("Seongbuk Police");
    expect(said()).toContain("No screen shows it now");
  });
});

describe("a cut", () => {
  it("asks once, means it at the second press and says that it is on its way", async () => {
    const cut = vi.spyOn(api, "withdraw").mockReturnValue(new Promise<undefined>(() => {}));
    show([lending("g1")]);
    await click();
    expect(buttons()[0]?.textContent).toContain("한 번 더 누르면 중단");
    expect(cut).not.toHaveBeenCalled();
    await click();
    expect(cut).toHaveBeenCalledWith("g1");
    expect(buttons()[0]?.textContent).toContain("중단하는 중");
    expect(buttons()[0]?.disabled).toBe(true);
  });

  it("that was not meant is forgotten by itself", async () => {
    vi.useFakeTimers({ now: NOW });
    show([lending("g1")]);
    await click();
    await act(async () => vi.advanceTimersByTime(SECOND_PRESS_MS + 10));
    expect(buttons()[0]?.textContent).toContain("제공 중단");
  });

  it("that failed says why beside its own lending", async () => {
    vi.spyOn(api, "withdraw").mockRejectedValue(new Problem(0, "unreachable", "", null));
    show([lending("g1")]);
    await click();
    await click();
    expect(document.querySelector(".watch-outside [role=alert]")?.textContent).toContain("연결");
    expect(buttons()[0]?.disabled).toBe(false);
  });

  it("may be taken back for ten seconds", async () => {
    const undo = vi.spyOn(api, "undoWithdraw").mockResolvedValue(undefined);
    show([lending("g1", { ...CUT, undo_until: ago(-7) })]);
    expect(said()).toContain("제공을 중단했습니다");
    expect(said()).toContain("7초 안에");
    await click();
    expect(undo).toHaveBeenCalledWith("g1");
  });

  it.each(REASONS.map((reason, index) => [reason, index] as const))(
    "takes its reason afterwards: %s",
    async (reason, index) => {
      const why = vi.spyOn(api, "withdrawReason").mockResolvedValue(undefined);
      show([lending("g1", { ...CUT, undo_until: ago(1) })]);
      expect(document.querySelector("legend")?.textContent).toBe("중단 사유를 고르십시오");
      await click(index);
      expect(why).toHaveBeenCalledWith("g1", reason);
    },
  );

  it("whose reason is given is gone from the list", () => {
    show([lending("g1", { ...CUT, undo_until: ago(1), cut_reason: "privacy" })]);
    expect(document.querySelectorAll(".watch-outside")).toHaveLength(0);
  });

  it("that may be taken back stands above everything else", () => {
    show([lending("g1"), lending("g2", { ...CUT, undo_until: ago(-5) })]);
    const phases = [...document.querySelectorAll<HTMLElement>(".watch-outside")];
    expect(phases.map((one) => one.dataset.phase)).toEqual(["undoable", "lent"]);
  });
});

describe("the seat's hour", () => {
  const FIGURES = {
    calls: 7,
    lent: 4,
    refused: 2,
    asked: 3,
    answered: 3,
    meanAnswerS: 12.5,
    bars: [0, 0, 1, 0, 0, 0, 3, 0, 0, 2, 0, 1],
  };
  const draw = (
    figures: typeof FIGURES | (Omit<typeof FIGURES, "meanAnswerS"> & { meanAnswerS: null }),
    summary: { cameras: number; cameras_dead: number } | null,
  ) => act(() => root.render(<SeatFigures figures={figures} summary={summary} shown={9} />));

  it("says calls, answers and what is shown of all cameras", () => {
    draw(FIGURES, { cameras: 3580, cameras_dead: 12 });
    expect(said()).toContain("상황 7건 · 확인 3");
    expect(said()).toContain("제공 4 · 불가 2");
    expect(said()).toContain("3,580대 중 9대 표시");
    expect(said()).toContain("영상 장애 12대");
  });

  it("reads its bars to who cannot see them", () => {
    draw(FIGURES, null);
    const bars = document.querySelector("[role=img]");
    expect(bars?.getAttribute("aria-label")).toContain("0, 0, 1, 0");
    expect(document.querySelectorAll("[data-most]")).toHaveLength(1);
  });

  it("with no answer yet gives no mean, and before the first summary no cameras", () => {
    draw({ ...FIGURES, meanAnswerS: null }, null);
    expect(said()).not.toContain("평균");
    expect(said()).not.toContain("선별관제");
  });
});
