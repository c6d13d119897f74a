// The pages beside the queue: cameras switched with a reason, rules drawn and refused, load in figures, each state designed.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { language } from "../../src/app/language";
import { type FaultList, doors as faults } from "../../src/maintenance/doors";
import { CamerasPage } from "../../src/monitoring/cameras/CamerasPage";
import { doors } from "../../src/monitoring/doors";
import { LoadPage } from "../../src/monitoring/load/LoadPage";
import { RulesPage } from "../../src/monitoring/rules/RulesPage";
import type { Rule, Rules } from "../../src/monitoring/types";
import { WorkersPage } from "../../src/monitoring/workers/WorkersPage";
import { COUNTS, camera, FIGURES, load, NOW, rule, tuning } from "./made";

vi.mock("../../src/live/Tile", () => ({ Tile: () => <div className="tile-picture" /> }));

let root: Root;
let client: QueryClient;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  as("SHIFT_LEAD");
  vi.spyOn(api, "areas").mockResolvedValue({
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: { code: "1129066000", name: "길음1동" }, geometry: null },
    ],
  } as unknown as GeoJSON.FeatureCollection);
  given({});
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  act(() => language.set("ko"));
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function as(role: string): void {
  client.setQueryData(["me"], { role });
}

function given({
  cameras = [camera("1")],
  troubled = [] as ReturnType<typeof camera>[],
  counts = COUNTS,
  straightDown = [] as string[],
}): void {
  vi.spyOn(faults, "faults").mockResolvedValue({
    faults: straightDown.map((camera_id) => ({ camera_id, state: "new" })),
  } as unknown as FaultList);
  vi.spyOn(doors, "cameras").mockResolvedValue({ cameras, counts, after: "" });
  vi.spyOn(doors, "workers").mockResolvedValue({
    workers: [],
    share: 0,
    counts,
    unheld: 0,
    cameras: troubled,
  });
  vi.spyOn(doors, "tunings").mockResolvedValue([]);
  vi.spyOn(doors, "useRegister").mockResolvedValue([]);
}

const text = () => document.body.textContent ?? "";
const settle = (holds: () => void) =>
  vi.waitFor(async () => {
    await act(async () => undefined);
    holds();
  });

async function show(page: ReactNode): Promise<void> {
  await act(async () =>
    root.render(<QueryClientProvider client={client}>{page}</QueryClientProvider>),
  );
  await settle(() => expect(text()).not.toContain("불러오는 중"));
}

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll("button")].find((one) => one.textContent === name);
  expect(found, name).toBeTruthy();
  return found as HTMLButtonElement;
}
const press = (name: string) => act(async () => button(name).click());

function type(field: Element | null, value: string): Promise<void> {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  return act(async () => {
    setter?.call(field, value);
    field?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

describe("watched cameras", () => {
  it("troubled ones stand first, the isolated before the late", async () => {
    given({
      troubled: [camera("late", { state: "late" }), camera("bad", { state: "isolated" })],
    });
    await show(<CamerasPage />);
    const first = document.querySelector('section[aria-label="먼저 볼 카메라 2"]');
    const rows = [...(first?.querySelectorAll("tbody tr") ?? [])].map((one) => one.textContent);
    expect(rows[0]).toContain("격리");
    expect(rows[1]).toContain("지연");
    expect(text()).toContain("길음1동");
  });

  it("a dong is switched on with a reason, and not without one", async () => {
    const change = vi.spyOn(doors, "switchWatching").mockResolvedValue({ changed: 42 });
    await show(<CamerasPage />);
    await press("켜기");
    const dialog = document.querySelector('[role="dialog"]');
    expect(dialog?.textContent).toContain("길음1동 켜기");
    const submit = dialog?.querySelector<HTMLButtonElement>('button[type="submit"]');
    await act(async () => submit?.click());
    expect(change).not.toHaveBeenCalled();
    await type(dialog?.querySelector("input") ?? null, "심의 결과");
    await act(async () => submit?.click());
    expect(change.mock.calls[0]?.[0]).toEqual({
      on: true,
      reason: "심의 결과",
      camera_ids: [],
      dong: "1129066000",
    });
    await settle(() => expect(text()).toContain("42대를 바꿨습니다"));
  });

  it("a camera that looks straight down is said to prove little", async () => {
    given({ cameras: [camera("1"), camera("2")], straightDown: ["SB-2"] });
    await show(<CamerasPage />);
    await settle(() => expect(text()).toContain("사람 검출을 믿을 수 없음"));
    const told = [...document.querySelectorAll("tbody tr")].filter((one) =>
      one.textContent?.includes("수직 하향"),
    );
    expect(told.map((one) => one.textContent?.includes("12-2"))).toEqual([true]);
  });

  it("chosen cameras are switched together", async () => {
    given({ cameras: [camera("1"), camera("2")] });
    await show(<CamerasPage />);
    for (const box of document.querySelectorAll<HTMLInputElement>(".mon-choose input"))
      await act(async () => box.click());
    expect(text()).toContain("2대 고름");
  });

  it.each(["OPERATOR", "ASSET_MGR"])("%s reads and has no switch", async (role) => {
    as(role);
    await show(<CamerasPage />);
    expect(text()).toContain("길음동 12-1");
    expect(document.querySelector(".mon-choose")).toBeNull();
    expect(text()).not.toContain("동 전체");
  });

  it("those switched on are shown first, and all where none is or one is looked for", async () => {
    await show(<CamerasPage />);
    const wanted = () => vi.mocked(doors.cameras).mock.lastCall?.[0];
    expect(wanted()).toMatchObject({ on: "true", state: "" });
    await type(document.querySelector('input[type="search"]'), "길음");
    await settle(() => expect(wanted()).toMatchObject({ on: "", search: "길음" }));
    act(() => root.unmount());
    root = createRoot(document.body.appendChild(document.createElement("div")));
    client.clear();
    as("SHIFT_LEAD");
    given({ counts: { ...COUNTS, watched: 0 } });
    await show(<CamerasPage />);
    await settle(() => expect(wanted()).toMatchObject({ on: "", search: "" }));
  });

  it("nothing found says what to try", async () => {
    given({ cameras: [] });
    await show(<CamerasPage />);
    expect(text()).toContain("찾는 카메라가 없습니다");
  });
});

describe("rules", () => {
  const stands = (rules: Rule[], version = 3): Rules => ({
    camera_id: "SB-1",
    version,
    rules,
    at: NOW,
    by: "",
  });

  async function open(rules: Rule[]): Promise<void> {
    history.replaceState(null, "", "/monitoring/rules?camera=SB-1");
    vi.spyOn(doors, "rules").mockResolvedValue(stands(rules));
    await show(<RulesPage />);
    await settle(() => expect(text()).toContain(`규칙 ${rules.length}`));
    if (rules.length > 0)
      await act(async () => document.querySelector<HTMLElement>(".rule-head")?.click());
  }
  const corner = (number: number) =>
    document.querySelectorAll<HTMLElement>(".mon-corner")[number - 1] as HTMLElement;
  const push = (element: HTMLElement, code: string, shiftKey = false) =>
    act(async () => {
      element.dispatchEvent(new KeyboardEvent("keydown", { code, shiftKey, bubbles: true }));
    });

  it("without a camera it says where to choose one", async () => {
    history.replaceState(null, "", "/monitoring/rules");
    await show(<RulesPage />);
    expect(text()).toContain("카메라를 먼저 고르십시오");
  });

  it("a corner is pushed by arrows and saved with the version that was read", async () => {
    const save = vi
      .spyOn(doors, "changeRules")
      .mockImplementation(async (_camera, _version, rules) => stands([...rules], 4));
    await open([rule("a")]);
    await push(corner(1), "ArrowLeft");
    await push(corner(1), "ArrowUp", true);
    expect(corner(1).getAttribute("aria-label")).toContain("가로 19 %");
    await press("저장");
    expect(save.mock.calls[0]?.[1]).toBe(3);
    expect(save.mock.calls[0]?.[2][0]?.points[0]).toEqual([0.19, 0.199]);
    await settle(() => expect(text()).toContain("저장했습니다"));
  });

  it("Delete takes a corner out, + adds one", async () => {
    await open([rule("a")]);
    await push(corner(1), "Delete");
    expect(document.querySelectorAll(".mon-corner")).toHaveLength(3);
    await act(async () => document.querySelector<HTMLElement>(".mon-between")?.click());
    expect(document.querySelectorAll(".mon-corner")).toHaveLength(4);
    await press("되돌리기");
    expect(text()).not.toContain("저장하지 않은 변경");
  });

  it("a refusal stands at its rule and its field", async () => {
    vi.spyOn(doors, "changeRules").mockRejectedValue(
      new Problem(400, "invalid", "", "rules.0.points", [
        { ko: "구역의 변이 서로 겹칩니다.", en: "The sides cross." },
      ]),
    );
    await open([rule("a"), rule("b")]);
    await push(corner(1), "ArrowLeft");
    await press("저장");
    await settle(() => expect(text()).toContain("저장하지 않았습니다"));
    expect(document.querySelector(".rule-shape .rule-fault")?.textContent).toContain("겹칩니다");
    expect(document.querySelectorAll("[data-wrong] .rule-head")).toHaveLength(1);
  });

  it("changed meanwhile: mine or theirs, knowingly", async () => {
    const save = vi
      .spyOn(doors, "changeRules")
      .mockRejectedValueOnce(new Problem(409, "changed_meanwhile", "", "version"))
      .mockImplementation(async (_camera, _version, rules) => stands([...rules], 9));
    await open([rule("a")]);
    await push(corner(1), "ArrowLeft");
    await press("저장");
    await settle(() => expect(text()).toContain("그 사이 규칙이 바뀌었습니다"));
    vi.spyOn(doors, "rules").mockResolvedValue(stands([rule("a", { score: 0.7 })], 8));
    await press("내 규칙으로 저장");
    await settle(() => expect(save).toHaveBeenCalledTimes(2));
    expect(save.mock.calls[1]?.[1]).toBe(8);
    expect(save.mock.calls[1]?.[2][0]?.points[0]?.[0]).toBe(0.19);
  });

  it("a new rule can be drawn without a pointer", async () => {
    await open([]);
    expect(text()).toContain("규칙이 없으면");
    await press("규칙 더하기");
    expect(text()).toContain("차례로 눌러");
    await press("가운데에 구역 두기");
    expect(document.querySelectorAll(".mon-corner")).toHaveLength(4);
  });
});

describe("load", () => {
  it("nothing shown in that time is said", async () => {
    vi.spyOn(doors, "load").mockResolvedValue(load());
    await show(<LoadPage />);
    expect(text()).toContain("이 기간에 표시한 알람이 없습니다");
  });

  it("figures, without anybody's name", async () => {
    const figures = { ...FIGURES, shown: 20, answered: 18, real: 3, false: 12, confirmed: 0.2 };
    vi.spyOn(doors, "load").mockResolvedValue(
      load({
        figures: { ...figures, opened_median_s: 7.4, opened_p95_s: 41 },
        operators: [{ operator: 2, is_me: true, figures, most_in_10min: 12 }],
        arrivals: 80,
        reasons: { rain_snow: 7 },
      }),
    );
    await show(<LoadPage />);
    expect(text()).toContain("판정 15건 가운데 정탐 3건");
    expect(text()).toContain("관제요원 2 (나)");
    expect(document.querySelector('[aria-label="관제요원별"] .tag')?.textContent).toBe("폭주");
    expect(text()).toContain("비·눈");
  });

  it("an examiner neither enters what was missed nor takes a change back", async () => {
    as("AUDITOR");
    vi.spyOn(doors, "load").mockResolvedValue(load());
    await show(<LoadPage />);
    expect(text()).not.toContain("미탐 적기");
    expect(text()).not.toContain("알람 기준 조정");
    expect(text()).toContain("인공지능 사용 대장");
  });

  it("a change that verdicts made is taken back with a reason", async () => {
    vi.spyOn(doors, "load").mockResolvedValue(load());
    vi.spyOn(doors, "tunings").mockResolvedValue([tuning()]);
    const undo = vi.spyOn(doors, "undoTuning").mockResolvedValue(undefined);
    await show(<LoadPage />);
    await settle(() => expect(text()).toContain("45 % → 58 %"));
    await press("되돌리기");
    const dialog = document.querySelector('[role="dialog"]');
    await type(dialog?.querySelector("input") ?? null, "공사가 끝남");
    await act(async () =>
      dialog?.querySelector<HTMLButtonElement>('button[type="submit"]')?.click(),
    );
    expect(undo).toHaveBeenCalledWith("tun_1", "공사가 끝남");
  });

  it.each([
    [403, "볼 수 없는 내용입니다"],
    [0, "연결되지 않습니다"],
    [500, "불러오지 못했습니다"],
  ])("failure %s is told", async (status, said) => {
    vi.spyOn(doors, "load").mockRejectedValue(new Problem(status, "", "", null));
    await show(<LoadPage />);
    await settle(() => expect(text()).toContain(said));
  });
});

describe("workers", () => {
  it("none: an alert, and how to start one", async () => {
    await show(<WorkersPage />);
    expect(document.querySelector('[role="alert"]')?.textContent).toContain("분석 워커가 없습니다");
    expect(text()).toContain("약속한 간격 안에");
  });
});
