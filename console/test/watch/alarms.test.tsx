// What came to the centre alone, and what it is told of a discreet service.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { doors } from "../../src/agreements/doors";
import { api, Problem } from "../../src/api/client";
import type { Incident } from "../../src/api/feed";
import { AlarmKeys } from "../../src/watch/AlarmKeys";
import { bodiesOf } from "../../src/watch/bodies";
import { outsideOf } from "../../src/watch/cut";
import { HandOver } from "../../src/watch/HandOver";
import { OutsideList } from "../../src/watch/OutsideList";
import { isAlarm, pick, queueOf } from "../../src/watch/queue";
import type { CutDesk } from "../../src/watch/useCuts";
import { ago, asking, incident, lending, NOW, tile } from "../incident/example";

const OWN = lending("own", { is_own: true, organisation: "SEONGBUK" });
const bell = (id: string, more: Partial<Incident> = {}) =>
  incident(id, { room_kind: "centre", service: "BELL", lendings: [OWN], ...more });
const MOJ = incident("moj", {
  room_kind: "moj",
  discreet: true,
  service_name_ko: "법무부 대응 건",
  service_name_en: "MOJ response",
  category_ko: "법무부 대응 건",
  place: null,
  tile_count: 9,
  lendings: [lending("g9", { organisation_name_ko: "법무부", ends_at: ago(-750) })],
});

describe("the queue", () => {
  it("puts an alarm above what waits and what runs", () => {
    const asks = incident("asks", { lendings: [asking("g1")] });
    const runs = incident("runs", { lendings: [lending("g2")], tiles: [tile(1)] });
    const queue = queueOf([runs, asks, bell("bell")], [], NOW);
    expect(queue.alarms.map((one) => one.key)).toEqual(["alarm bell"]);
    expect(queue.running.map((one) => one.key)).toEqual(["running runs"]);
    expect(pick(queue, null)?.key).toBe("alarm bell");
    const auto = { key: "waiting asks approval", incidentId: "asks", byHand: false };
    expect(pick(queue, auto)?.key).toBe("alarm bell");
    expect(pick(queue, { ...auto, byHand: true })?.key).toBe("waiting asks approval");
  });

  it("the oldest that nobody has yet comes first; one that is handed over gives way", () => {
    const handed = bell("handed", { received_at: ago(90), lendings: [OWN, lending("g1")] });
    const old = bell("old", { received_at: ago(60) });
    const queue = queueOf([bell("new", { received_at: ago(5) }), handed, old], [], NOW);
    expect(queue.alarms.map((one) => one.incident.incident_id)).toEqual(["old", "new", "handed"]);
    const asks = incident("asks", { lendings: [asking("g1")] });
    expect(pick(queueOf([handed, asks], [], NOW), null)?.key).toBe("waiting asks approval");
  });

  it.each([
    ["a bell", bell("a"), true],
    ["what is shown to nobody else", incident("a", { lendings: [OWN] }), true],
    ["a call that is lent", incident("a", { lendings: [OWN, lending("g")] }), false],
    ["a call that nobody may see", incident("a"), false],
    ["a discreet one", MOJ, false],
  ])("%s", (_, one, is) => expect(isAlarm(one)).toBe(is));

  it("of a discreet one nothing can be opened, running or ended", () => {
    const ended = { at: ago(1), reason: "closed", reason_text_ko: "", reason_text_en: "" };
    const over = { ...MOJ, incident_id: "over", state: "closed" as const, ended };
    const queue = queueOf([MOJ, over], [], NOW);
    expect([queue.alarms, queue.running, queue.ended]).toEqual([[], [], []]);
    expect(pick(queue, null)).toBeNull();
  });
});

describe("bodies", () => {
  const party = (organisation: string) => ({
    organisation,
    name_ko: organisation,
    name_en: organisation,
  });
  it("the police first, each once, none of another service, neither the centre nor who has it", () => {
    const agreements = [
      { services: ["BELL"], parties: [party("SEONGBUK"), party("NFA.X"), party("KNPA.B")] },
      { services: ["BELL", "SOS_APP"], parties: [party("KNPA.B"), party("KNPA.A")] },
      { services: ["WANTED_CAR"], parties: [party("KNPA")] },
    ] as never;
    const one = bell("a", { lendings: [OWN, lending("g", { organisation: "KNPA.A" })] });
    const codes = bodiesOf(agreements, one, "SEONGBUK").map((body) => body.organisation);
    expect(codes).toEqual(["KNPA.B", "NFA.X"]);
  });
});

describe("on the page", () => {
  let root: Root;
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    vi.spyOn(Date, "now").mockReturnValue(NOW);
    document.body.innerHTML = "<div></div>";
    root = createRoot(document.body.firstElementChild as Element);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  const said = () => document.body.textContent ?? "";
  const buttons = () => [...document.querySelectorAll("button")];

  it("a discreet lending is one line and one key, without a name, a clause or who watches", () => {
    const cut = vi.fn();
    const desk = { armedId: null, busy: null, problem: null, cut } as unknown as CutDesk;
    const outside = outsideOf([MOJ], [], null, NOW);
    const aims = { cut: "g9", undo: null, reason: null };
    act(() =>
      root.render(<OutsideList outside={outside} desk={desk} aims={aims} onAim={() => {}} />),
    );
    expect(document.querySelector(".watch-discreet")?.textContent).toContain(
      "법무부 대응 건 · 9대 · 남은 시간 12:30",
    );
    expect(said()).not.toContain("협약");
    expect(said()).not.toContain("보고 있는");
    expect(buttons().map((one) => one.textContent)).toEqual(["제공 중단X"]);
    act(() => buttons()[0]?.click());
    expect(cut).toHaveBeenCalledWith("g9");
  });

  it("an alarm is ended only by who may", () => {
    const closing = { armed: false, press: vi.fn(), disarm: vi.fn() };
    const openHandOver = vi.fn();
    const desk = {
      closing,
      isClosing: false,
      isHandingOver: false,
      problem: null,
      openHandOver,
      closeHandOver: vi.fn(),
    };
    act(() => root.render(<AlarmKeys alarm={desk} mayClose={false} />));
    expect(buttons().map((one) => one.textContent)).toEqual(["인계H"]);
    act(() => buttons()[0]?.click());
    expect(openHandOver).toHaveBeenCalled();
    const armed = { ...desk, closing: { ...closing, armed: true } };
    act(() => root.render(<AlarmKeys alarm={armed} mayClose />));
    expect(buttons()[1]?.textContent).toContain("한 번 더");
  });

  it("handing over asks to whom and why, and says why it was refused", async () => {
    const party = { organisation: "KNPA.A", name_ko: "성북경찰서", name_en: "Seongbuk" };
    vi.spyOn(doors, "list").mockResolvedValue([{ services: ["BELL"], parties: [party] }] as never);
    const hand = vi.spyOn(api, "handOver").mockRejectedValue(new Problem(409, "ended", "", null));
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const onClose = vi.fn();
    await act(async () =>
      root.render(
        <QueryClientProvider client={client}>
          <HandOver incident={bell("b1")} ownCode="SEONGBUK" onClose={onClose} />
        </QueryClientProvider>,
      ),
    );
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(document.querySelector("option")?.textContent).toBe("성북경찰서");
    });
    const input = document.querySelector(".dialog input") as HTMLInputElement;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    act(() => {
      set?.call(input, "본인 요청");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const submit = document.querySelector("button[type=submit]") as HTMLElement;
    await act(async () => submit.click());
    expect(hand).toHaveBeenCalledWith("b1", { organisation: "KNPA.A", reason: "본인 요청" });
    await vi.waitFor(() => expect(said()).toContain("이미 결정되었거나"));
    hand.mockResolvedValue(undefined);
    await act(async () => submit.click());
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  });
});
