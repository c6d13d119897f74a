// The page of replacements: what it reckons, and each of its states.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { homeOf } from "../../src/app/router";
import {
  doors,
  isBounded,
  oldest,
  type Row,
  type Rule,
  type Run,
  running,
  sifted,
  type View,
} from "../../src/replacement/lists";
import { ReplacementPage } from "../../src/replacement/ReplacementPage";

const row = (camera_id: string, more: object = {}) =>
  ({
    camera_id,
    site_id: `S-${camera_id}`,
    name: "",
    kind: "fixed",
    age_years: 9,
    over_age: true,
    pixels_10k: 200,
    faults: null,
    risk: 0.2,
    removed: 0.2,
    criticality: 1,
    won: 100,
    per_million: 1,
    why: ["over_age"],
    ours: true,
    oldest: false,
    batch: 1,
    ...more,
  }) as unknown as Row;
const ROWS = [
  row("A"),
  row("B", { oldest: true, batch: 2 }),
  row("C", { ours: false, oldest: true, batch: 0, age_years: 12 }),
];
const RULE = {
  won: 1_300_000_000,
  most: 680,
  life_years: 7,
  batches: 4,
  over_age_only: true,
  fixed: 1_700_000,
  ptz: 2_400_000,
  low_pixels_10k: 200,
  neighbours_m: 50,
} as unknown as Rule;
const TOTAL = { cameras: 2, won: 200, removed: 0.4, over_age: 2, low_pixels: 1, mean_age_years: 9 };
const DRAWN = {
  as_of: "2026-11-22",
  fleet: 3,
  rows: ROWS,
  ours: TOTAL,
  oldest: { ...TOTAL, removed: 0.3, low_pixels: 0 },
  gain: 0.333,
  gap: 0,
  batches: 2,
  lifetime: { fitted: false, failures: 0, shape: 2.5, scale_years: 11.6, factors: {} },
  left_out: [{ why: "not_over_age", cameras: 4 }],
  bad_rows: [],
  warnings: [{ ko: "수명은 가정입니다", en: "assumed" }],
};
const EMPTY = { shown: null, lists: [], begin_with: RULE } as unknown as View;
const SHOWN = {
  shown: {
    list_id: "l",
    made_at: "2026-11-22T00:00:00Z",
    made_by: "x",
    config: RULE,
    drawn: DRAWN,
  },
  lists: [],
  begin_with: RULE,
} as unknown as View;

it("who manages the cameras starts here", () => expect(homeOf("ASSET_MGR")).toBe("/replacement"));

it("rows are sifted by list, batch and text", () => {
  const ids = (sieve: Parameters<typeof sifted>[1]) =>
    sifted(ROWS, sieve).map((one) => one.camera_id);
  expect(ids({ which: "ours", batch: 0, text: "" })).toEqual(["A", "B"]);
  expect(ids({ which: "both", batch: 0, text: "" })).toEqual(["B"]);
  expect(ids({ which: "only_ours", batch: 0, text: "" })).toEqual(["A"]);
  expect(ids({ which: "only_oldest", batch: 0, text: "" })).toEqual(["C"]);
  expect(ids({ which: "ours", batch: 2, text: "" })).toEqual(["B"]);
  expect(ids({ which: "ours", batch: 0, text: " s-a" })).toEqual(["A"]);
});

it("money and risk run up camera by camera", () => {
  const steps = running(ROWS);
  expect(steps.map((one) => one.won)).toEqual([0, 100, 200, 300]);
  expect(steps[3]?.removed).toBeCloseTo(0.6);
});

it("oldest first goes by age", () =>
  expect(oldest(DRAWN as never).map((one) => one.camera_id)).toEqual(["C", "B"]));

it("neither money nor a count is no rule", () => {
  expect(isBounded(RULE)).toBe(true);
  expect(isBounded({ ...RULE, won: null, most: null })).toBe(false);
});

let root: Root;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
});

async function shown(answer: () => Promise<View>): Promise<HTMLElement> {
  vi.spyOn(doors, "view").mockImplementation(answer);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <ReplacementPage />
      </QueryClientProvider>,
    ),
  );
  await act(() => vi.waitFor(() => expect(document.body.textContent).not.toContain("불러오는 중")));
  return document.body;
}

const says = (body: HTMLElement, text: string) =>
  act(() => vi.waitFor(() => expect(body.textContent).toContain(text)));
const draw = (body: HTMLElement) =>
  act(async () => (body.querySelector("form") as HTMLFormElement).requestSubmit());
const ended = (state: Run["state"], more: object = {}) =>
  ({
    run_id: "r",
    kind: "replace",
    state,
    step: "",
    share: 1,
    refused: null,
    ...more,
  }) as unknown as Run;

it("before the first list it says how to get one", async () => {
  const body = await shown(async () => EMPTY);
  expect(body.textContent).toContain("아직 교체 목록이 없습니다");
});

it("what cannot be read says so", async () => {
  const body = await shown(() => Promise.reject(new Problem(0, "unreachable", "", null)));
  expect(body.querySelector("[role=alert] button")).not.toBeNull();
});

it("a list is shown beside oldest first, with its doubts", async () => {
  const body = await shown(async () => SHOWN);
  expect(body.textContent).toContain("위험을 33.3 % 더 줄입니다");
  expect(body.textContent).toContain("수명은 가정입니다");
  expect(body.textContent).toContain("내구연한 이내 4대");
  expect(body.querySelectorAll("polyline").length).toBe(2);
  expect([...body.querySelectorAll("tbody")].at(-1)?.children.length).toBe(2);
});

it("a list that takes away less risk says what it brings instead", async () => {
  const less = { ...SHOWN, shown: { ...SHOWN.shown, drawn: { ...DRAWN, gain: -0.01 } } };
  const body = await shown(async () => less as unknown as View);
  expect(body.textContent).toContain("1.0 % 덜 줄이고, 저화질은 1대 더");
});

it("a changed rule is not yet the list's", async () => {
  const body = await shown(async () => SHOWN);
  expect(body.textContent).not.toContain("조건이 바뀌었습니다");
  await act(async () => (body.querySelector("[type=checkbox]") as HTMLInputElement).click());
  expect(body.textContent).toContain("조건이 바뀌었습니다");
});

it("a computation shows its step and can be stopped", async () => {
  const body = await shown(async () => EMPTY);
  const going = ended("running", { step: "choose", share: 0.6 });
  vi.spyOn(doors, "begin").mockResolvedValue(going);
  vi.spyOn(doors, "run").mockResolvedValue(going);
  const stop = vi.spyOn(doors, "stop").mockResolvedValue(ended("stopped"));
  await draw(body);
  await says(body, "고르는 중");
  await act(async () => (body.querySelector(".replace-run button") as HTMLButtonElement).click());
  expect(stop).toHaveBeenCalledWith("r");
});

it("a refused one says why", async () => {
  const body = await shown(async () => EMPTY);
  const refused = {
    field: "files.fleet",
    told: [{ ko: "카메라가 한 대도 없습니다.", en: "none" }],
  };
  vi.spyOn(doors, "begin").mockResolvedValue(ended("refused", { refused }));
  vi.spyOn(doors, "run").mockResolvedValue(ended("refused", { refused }));
  await draw(body);
  await says(body, "카메라가 한 대도 없습니다");
});

it("one that was lost with the node says so", async () => {
  const body = await shown(async () => EMPTY);
  vi.spyOn(doors, "begin").mockResolvedValue(ended("running"));
  vi.spyOn(doors, "run").mockRejectedValue(new Problem(404, "unknown_run", "", null));
  await draw(body);
  await says(body, "사라졌습니다");
});
