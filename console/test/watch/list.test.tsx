// The left side of the operator's page, row by row: what each kind of entry says, and how one walks it.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { QueueList } from "../../src/watch/QueueList";
import { type Entry, mergedByPlace, queueOf } from "../../src/watch/queue";
import { ago, asking, incident, lending, NOW, tile } from "../incident/example";

const urgent = { label_ko: "무음 신고", label_en: "Silent alarm", urgent: true };
const FACT = { ...urgent, value_ko: "소리 금지", value_en: "no sound", rings: [] };
const sos = (id: string, more: Partial<Incident> = {}) =>
  incident(id, {
    room_kind: "centre",
    service: "SOS_APP",
    service_name_ko: "안심이 SOS",
    service_name_en: "Safe-return SOS",
    category_ko: "흔들어 신고",
    category_en: "Shaken",
    code: "",
    ...more,
  });

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  act(() => language.set("ko"));
  vi.restoreAllMocks();
});

function show(incidents: readonly Incident[], more: { asked?: number; chosen?: string } = {}) {
  const chosen: Entry[] = [];
  const queue = queueOf(incidents, [], NOW);
  const asked = more.asked ?? 0;
  act(() =>
    root.render(
      <QueueList
        queue={queue}
        waiting={asked > 10 ? mergedByPlace(queue.waiting) : queue.waiting}
        asked={asked}
        chosenKey={more.chosen ?? null}
        onChoose={(entry) => chosen.push(entry)}
      />,
    ),
  );
  return chosen;
}
const rows = () => [...document.querySelectorAll<HTMLButtonElement>(".watch-entry")];
const text = (at = 0) => rows()[at]?.textContent ?? "";
const said = () => document.body.textContent ?? "";
const press = (code: string) =>
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  });

describe("an alarm", () => {
  it("says service, kind, place and time, and what is urgent about it", () => {
    show([sos("a", { facts: [FACT] })]);
    expect(said()).toContain("관제센터 경보 1");
    expect(text()).toContain("안심이 SOS");
    expect(text()).toContain("흔들어 신고 · 성북구 길음로 20");
    expect(document.querySelector(".watch-urgent")?.textContent).toBe("무음 신고 소리 금지");
    expect(rows()[0]?.dataset.mark).toBe("alarm");
  });

  it("that is calm has no line in red", () => {
    show([sos("a", { facts: [{ ...FACT, urgent: false }] })]);
    expect(document.querySelector(".watch-urgent")).toBeNull();
  });

  it("that somebody outside has is marked so and cries no more", () => {
    show([sos("a", { lendings: [lending("g1")] })]);
    expect(text()).toContain("외부 기관에 인계함");
    expect(rows()[0]?.dataset.mark).not.toBe("alarm");
  });

  it("in an exercise says so", () => {
    show([sos("a", { drill_id: "drl_1" })]);
    expect(text()).toContain("훈련");
  });

  it("in English says all of it in English but the address", () => {
    act(() => language.set("en"));
    show([sos("a", { facts: [FACT] })]);
    expect(text()).toContain("Safe-return SOS");
    expect(text()).toContain("Silent alarm no sound");
  });
});

describe("what waits", () => {
  it("says what is asked, of whom and how long there is", () => {
    show([incident("a", { lendings: [asking("g1", { deadline: ago(-40) })] })]);
    expect(said()).toContain("확인 대기 1");
    expect(text()).toContain("00:40");
    expect(text()).toContain("강도");
  });

  it("without an end of the waiting says that there is none", () => {
    show([incident("a", { lendings: [asking("g1", { deadline: null, kind: "place" })] })]);
    expect(text()).toContain("시간 제한 없음");
  });

  it("stands in the order of its deadlines", () => {
    const at = (id: string, left: number) =>
      incident(id, {
        category_ko: id,
        lendings: [asking(`g${id}`, { deadline: ago(-left) })],
      });
    show([at("later", 50), at("sooner", 10), at("middle", 30)]);
    expect(rows().map((one) => /sooner|middle|later/.exec(one.textContent ?? "")?.[0])).toEqual([
      "sooner",
      "middle",
      "later",
    ]);
  });

  it("in a flood is one row for a place, and the flood is said", () => {
    const same = [1, 2, 3].map((one) => incident(`i${one}`, { lendings: [asking(`g${one}`)] }));
    show(same, { asked: 30 });
    expect(rows()).toHaveLength(1);
    expect(text()).toContain("같은 곳 2건 더");
    expect(document.querySelector(".watch-flood")?.textContent).toContain("30건");
  });

  it("nothing says that there is nothing", () => {
    show([]);
    expect(document.querySelector(".watch-calm")?.textContent).toContain("확인 대기 없음");
  });
});

describe("what runs", () => {
  it("says to how many it is lent", () => {
    show([incident("a", { lendings: [lending("g1"), lending("g2", { organisation: "NFA.X" })] })]);
    expect(text()).toContain("외부 제공 2곳");
  });

  it("that is lent to nobody says why", () => {
    const refused = lending("g1", { state: "refused", reason_text_ko: "협약 조항이 없습니다" });
    const own = lending("g2", { is_own: true });
    show([incident("a", { lendings: [own, refused] })]);
    expect(text()).toContain("협약 조항이 없습니다");
  });

  it("a camera that is down is a row of its own, with since when", () => {
    const down = tile(3, { state: "dead", state_since: ago(90) });
    show([incident("a", { lendings: [lending("g1")], tiles: [tile(1), down] })]);
    expect(said()).toContain("영상 장애 1");
    expect(text(1)).toContain("3번 카메라");
    expect(text(1)).toContain("부터");
  });

  it("a camera that is down in two calls is one row", () => {
    const down = tile(3, { state: "frozen" });
    const two = ["a", "b"].map((id) => incident(id, { lendings: [lending(id)], tiles: [down] }));
    show(two);
    expect(said()).toContain("영상 장애 1");
    expect(said()).toContain("영상 멈춤");
  });
});

describe("what ended today", () => {
  const ended = { at: ago(60), reason: "closed", reason_text_ko: "현장종결", reason_text_en: "" };
  it("lies folded, with how it ended", () => {
    show([incident("a", { state: "closed", ended })]);
    expect(document.querySelector("details")?.open).toBe(false);
    expect(document.querySelector("summary")?.textContent).toBe("오늘 종료 1");
    expect(text()).toContain("현장종결");
  });

  it("of yesterday is not today's", () => {
    show([incident("a", { state: "closed", ended: { ...ended, at: ago(86_400) } })]);
    expect(document.querySelector("details")).toBeNull();
  });
});

describe("walking it", () => {
  it("the arrows go from row to row and stop at the ends", () => {
    show([sos("a"), sos("b"), incident("c", { lendings: [lending("g1")] })]);
    rows()[0]?.focus();
    press("ArrowDown");
    expect(document.activeElement).toBe(rows()[1]);
    press("ArrowDown");
    press("ArrowDown");
    expect(document.activeElement).toBe(rows()[2]);
    press("ArrowUp");
    expect(document.activeElement).toBe(rows()[1]);
  });

  it("other keys are left to the page", () => {
    show([sos("a"), sos("b")]);
    rows()[0]?.focus();
    press("KeyJ");
    expect(document.activeElement).toBe(rows()[0]);
  });

  it("a press chooses, and what is chosen says so to a screen reader", () => {
    const chosen = show([sos("a"), sos("b")], { chosen: "alarm b" });
    expect(rows().map((one) => one.getAttribute("aria-current"))).toEqual([null, "true"]);
    act(() => rows()[0]?.click());
    expect(chosen.map((one) => one.key)).toEqual(["alarm a"]);
  });
});
