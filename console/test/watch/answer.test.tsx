// The answer to an alarm, and the question before the centre's own view ends.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AnswerKey, api, Problem } from "../../src/api/client";
import type { Incident } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { titleOf } from "../../src/incident/title";
import { ActionBar } from "../../src/watch/ActionBar";
import { focusAnswers } from "../../src/watch/AnswerKeys";
import { READ_FIRST_MS } from "../../src/watch/decide";
import { ownStandOf } from "../../src/watch/ownView";
import { QueueList } from "../../src/watch/QueueList";
import { type Entry, queueOf } from "../../src/watch/queue";
import { useAnswer } from "../../src/watch/useAnswer";
import { useOwnView } from "../../src/watch/useOwnView";
import { ago, incident, NOW } from "../incident/example";

const key = (verdict: string, label_ko: string, label_en: string): AnswerKey => ({
  label_ko,
  label_en,
  path: "/api/safe-return/alarms/inc_1/answer",
  body: { verdict, called_back: true },
});
const REAL = key("real", "실제", "Real");
const MISTAKE = key("mistake", "오인", "Pressed by mistake");
const ANSWERS: Incident["answers"] = {
  asks_ko: "확인 전화로 안전을 확인함",
  asks_en: "Called back: the resident is safe",
  keys: [REAL, MISTAKE],
};
const own = (more: Partial<NonNullable<Incident["own_view"]>> = {}): Incident["own_view"] => ({
  grant_id: "gr_own",
  is_running: true,
  ends_at: ago(-90),
  asks_from: ago(30),
  over_ko: "",
  over_en: "",
  may_go_on: true,
  ...more,
});
const OVER = own({
  is_running: false,
  asks_from: null,
  over_ko: "계속 보기를 누른 사람이 없어 확인용 영상이 끝났습니다",
  over_en: "Nobody asked to go on: the centre's own view is over",
});
const sos = (more: Partial<Incident> = {}) =>
  incident("inc_1", {
    room_kind: "centre",
    service: "SOS_APP",
    service_name_ko: "안심이 SOS",
    service_name_en: "Safe-return SOS",
    category_ko: "흔들어 신고",
    answers: ANSWERS,
    ...more,
  });

describe("when the centre's own view asks", () => {
  it.each([
    ["with time enough", own({ asks_from: ago(-1) }), null],
    ["in its last minutes", own(), "asks"],
    ["where nobody may make it longer", own({ asks_from: null }), null],
    ["after its end", OVER, "over"],
    ["before there was one", null, null],
  ])("%s", (_, view, phase) => {
    expect(ownStandOf(sos({ own_view: view }), NOW)?.phase ?? null).toBe(phase);
  });

  it("of an ended incident nothing is asked", () => {
    expect(ownStandOf(sos({ own_view: OVER, state: "closed" }), NOW)).toBeNull();
  });
});

describe("on the card", () => {
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
  });
  const said = () => document.body.textContent ?? "";
  const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("button")];
  const button = (label: string) =>
    buttons().find((one) => one.textContent?.startsWith(label)) as HTMLButtonElement;

  function Card({ one }: { one: Incident }) {
    const entry: Entry = { kind: "alarm", key: "alarm inc_1", incident: one, isHanded: false };
    return (
      <ActionBar
        incident={one}
        alarm={null}
        answer={useAnswer(entry)}
        ownView={useOwnView(entry)}
        isFree={false}
        waiting={0}
        hasPictures={false}
        isMapBig={false}
        isEnlarged={false}
        onReport={null}
        onReturn={() => {}}
        onWaiting={() => {}}
        onMap={() => {}}
        onEnlarge={() => {}}
      />
    );
  }
  const show = (one: Incident) => act(() => root.render(<Card one={one} />));
  const read = () => {
    now += READ_FIRST_MS;
  };

  it("offers what the service says, under what a press of it asserts, in both languages", () => {
    show(sos());
    expect(document.querySelector("legend")?.textContent).toContain("확인 전화로 안전을 확인함");
    expect(buttons().map((one) => one.textContent)).toContain("오인");
    act(() => language.set("en"));
    expect(document.querySelector("legend")?.textContent).toContain("Called back");
    expect(button("Pressed by mistake")).toBeTruthy();
  });

  it("one press sends one answer, and while it is on its way nothing else is pressed", async () => {
    let done = () => {};
    const sent = vi.spyOn(api, "answer").mockReturnValue(
      new Promise<void>((resolve) => {
        done = resolve;
      }),
    );
    show(sos());
    read();
    await act(async () => button("오인").click());
    expect(button("보내는 중").disabled).toBe(true);
    expect(button("실제").disabled).toBe(true);
    act(() => button("실제").click());
    expect(sent.mock.calls).toEqual([[MISTAKE]]);
    await act(async () => done());
    expect(button("오인").disabled).toBe(false);
  });

  it("a press that was meant for the alarm before it answers nothing", () => {
    const sent = vi.spyOn(api, "answer").mockResolvedValue(undefined);
    show(sos());
    act(() => button("실제").click());
    expect(sent).not.toHaveBeenCalled();
    read();
    show(sos({ incident_id: "inc_2" }));
    act(() => button("실제").click());
    expect(sent).not.toHaveBeenCalled();
  });

  it.each([
    ["that somebody else has answered", new Problem(409, "already_ended", "", null), "이미 결정"],
    ["that this seat may not give", new Problem(403, "refused", "", null), "이 계정으로는"],
    ["that never arrived", new Problem(0, "unreachable", "", null), "연결"],
  ])("an answer %s says so and may be pressed again", async (_, problem, words) => {
    vi.spyOn(api, "answer").mockRejectedValue(problem);
    show(sos());
    read();
    await act(async () => button("실제").click());
    expect(document.querySelector("[role=alert]")?.textContent).toContain(words);
    expect(button("실제").disabled).toBe(false);
  });

  it("is reached by the keyboard", () => {
    show(sos());
    act(() => focusAnswers());
    expect(document.activeElement).toBe(button("실제"));
  });

  it("once answered every screen reads the answer and offers none", () => {
    const answered = { label_ko: "오인", label_en: "Pressed by mistake", at: ago(1) };
    show(sos({ answers: null, answered, state: "closed" }));
    expect(said()).toContain("확인 결과 오인");
    expect(document.querySelector("fieldset")).toBeNull();
  });

  it("asks before the own view ends; one press goes on", async () => {
    const renew = vi.spyOn(api, "renew").mockResolvedValue(undefined);
    const end = vi.spyOn(api, "endView").mockResolvedValue(undefined);
    show(sos({ own_view: own() }));
    expect(said()).toContain("계속 보시겠습니까?");
    expect(document.querySelector("[role=timer]")?.textContent).toBe("남은 시간 01:30");
    await act(async () => button("계속 보기").click());
    expect(renew).toHaveBeenCalledWith("gr_own");
    await act(async () => button("끝내기").click());
    expect(end).toHaveBeenCalledWith("gr_own");
  });

  it("says that it is over because nobody answered, and opens it again by one press", async () => {
    const renew = vi.spyOn(api, "renew").mockRejectedValue(new Problem(0, "unreachable", "", null));
    show(sos({ own_view: OVER }));
    expect(said()).toContain("계속 보기를 누른 사람이 없어");
    expect(button("끝내기")).toBeUndefined();
    await act(async () => button("다시 보기").click());
    expect(renew).toHaveBeenCalledWith("gr_own");
    expect(document.querySelector("[role=alert]")?.textContent).toContain("연결");
  });

  it("what somebody has cut is not offered again", () => {
    show(sos({ own_view: own({ is_running: false, may_go_on: false, over_ko: "중단" }) }));
    expect(said()).toContain("중단");
    expect(button("다시 보기")).toBeUndefined();
  });

  it("the list marks an alarm that asks, also while another stands in the middle", () => {
    const queue = queueOf([sos({ own_view: own() })], [], NOW);
    act(() =>
      root.render(
        <QueueList queue={queue} waiting={[]} asked={0} chosenKey={null} onChoose={() => {}} />,
      ),
    );
    expect(document.querySelector(".watch-left")?.textContent).toBe("계속 볼지 확인 01:30");
  });

  it("the list of ended ones keeps the answer and the service when the rest is forgotten", () => {
    const ended = { at: ago(5), reason: "closed", reason_text_ko: "현장종결", reason_text_en: "" };
    const answered = { label_ko: "실제", label_en: "Real", at: ago(5) };
    const over = sos({
      category_ko: "",
      category_en: "",
      answers: null,
      answered,
      ended,
      state: "closed",
    });
    expect(titleOf({ ...over, code: "" }, "ko")).toBe("안심이 SOS");
    act(() =>
      root.render(
        <QueueList
          queue={queueOf([over], [], NOW)}
          waiting={[]}
          asked={0}
          chosenKey={null}
          onChoose={() => {}}
        />,
      ),
    );
    expect(said()).toContain("확인 결과 실제");
  });
});
