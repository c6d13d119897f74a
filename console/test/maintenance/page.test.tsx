// The page of camera faults in each of its states, and what each role may do there.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { doors, type Fault, type FaultList } from "../../src/maintenance/doors";
import { ageOf, mayDecide, maySee, weightOf } from "../../src/maintenance/fault";
import { MaintenancePage } from "../../src/maintenance/MaintenancePage";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => feed }));

const NEW: Fault = {
  fault_id: "fault_1",
  camera_id: "SB-0001",
  camera_name: "길음로 1",
  dong_code: "1129066000",
  dong: "길음1동",
  kind: "covered",
  state: "new",
  opened_at: "2026-11-22T07:00:00Z",
  by_machine: true,
  confirmed_at: null,
  closed_at: null,
  closed_by_machine: false,
  remedy: null,
  note: "",
  figure: 0.9,
  limit: 0.62,
  again: 2,
  gone_at: null,
  camera_state: "live",
};
const STEP = {
  at: "2026-11-22T07:00:00Z",
  step: "opened",
  by_machine: true,
  by_me: false,
  note: "",
  figure: 0.9,
} as const;
const list = (...faults: Fault[]): FaultList => ({ faults, next: "", counts: { new: 1 } });

let root: Root;
let client: QueryClient;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  vi.spyOn(api, "areas").mockResolvedValue({ type: "FeatureCollection", features: [] } as never);
  vi.spyOn(doors, "fault").mockResolvedValue({ fault: NEW, steps: [STEP], outages: [] });
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function settled(): Promise<string> {
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).not.toContain("불러오는 중");
  });
  return document.body.textContent ?? "";
}

async function show(answer: Promise<FaultList>, role = "OPERATOR"): Promise<string> {
  feed = { ...EMPTY, hello: { person: { role } } } as unknown as FeedState;
  vi.spyOn(doors, "faults").mockReturnValue(answer);
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <MaintenancePage />
      </QueryClientProvider>,
    ),
  );
  return settled();
}

const buttons = () => [...document.querySelectorAll("button")].map((one) => one.textContent ?? "");
async function press(name: string): Promise<string> {
  const found = [...document.querySelectorAll("button")].find((one) => one.textContent === name);
  await act(async () => found?.click());
  return settled();
}

describe("the page", () => {
  it("says that nothing is wrong", async () => {
    expect(await show(Promise.resolve(list()))).toContain("장애 없음");
  });

  it("lists a fault with its camera, dong, kind and how often it came back", async () => {
    const said = await show(Promise.resolve(list(NEW)));
    for (const word of ["가림", "길음로 1", "길음1동", "신규", "재발 2회"])
      expect(said).toContain(word);
  });

  it("says what went wrong, and tries again", async () => {
    const said = await show(Promise.reject(new Problem(0, "unreachable", "offline", null)));
    expect(said).toContain("장애 목록을 불러오지 못했습니다.");
    expect(buttons()).toContain("다시 시도");
  });

  it("opens one with its history, measure and deeds", async () => {
    await show(Promise.resolve(list(NEW)));
    const said = await press("가림");
    for (const word of ["이력", "발생", "측정값 0.90 · 기준 0.62"]) expect(said).toContain(word);
    expect(buttons()).toEqual(expect.arrayContaining(["영상 열기", "장애 확인", "오인", "종결"]));
  });

  it("shows a maintenance company no picture and no deed", async () => {
    await show(Promise.resolve(list({ ...NEW, state: "confirmed" })), "MAINT_VENDOR");
    await press("가림");
    for (const name of ["영상 열기", "장애 확인", "종결", "장애 접수"])
      expect(buttons()).not.toContain(name);
  });

  it("confirms with a note", async () => {
    const confirm = vi.spyOn(doors, "confirm").mockResolvedValue(undefined);
    await show(Promise.resolve(list(NEW)));
    await press("가림");
    await press("장애 확인");
    await press("장애 확인");
    expect(confirm).toHaveBeenCalledWith("fault_1", "");
  });
});

describe("a fault", () => {
  const noon = Date.parse("2026-11-22T07:59:00Z");
  it("tells its age in the unit that says most", () => {
    expect(ageOf(NEW, noon, "ko")).toBe("59분");
    expect(ageOf(NEW, noon + 3_600_000, "en")).toBe("1 h");
    expect(ageOf(NEW, noon + 4 * 86_400_000, "ko")).toBe("4일");
    expect(ageOf({ ...NEW, closed_at: "2026-11-22T07:10:00Z" }, noon, "ko")).toBe("10분");
  });
  it("warns while it is open and seen", () => {
    expect(weightOf(NEW)).toBe("warn");
    expect(weightOf({ ...NEW, gone_at: NEW.opened_at })).toBe("");
    expect(weightOf({ ...NEW, state: "closed" })).toBe("");
  });
  it("is decided upon by the centre and the asset manager, and seen by the centre alone", () => {
    expect([mayDecide("ASSET_MGR"), maySee("ASSET_MGR")]).toEqual([true, false]);
    expect([mayDecide("MAINT_VENDOR"), maySee("OPERATOR")]).toEqual([false, true]);
  });
});
