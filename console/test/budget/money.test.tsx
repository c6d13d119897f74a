// The page of purses: bars, sums as typed, the second press, each state.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { BudgetPage } from "../../src/budget/BudgetPage";
import { readSum } from "../../src/budget/Fields";
import { barOf, dayIn, doors, isOutgrown, type Money } from "../../src/budget/money";

const SUMS = {
  granted: 100,
  amended: 0,
  carried_in: 0,
  allotted: 100,
  planned: 80,
  contracted: 50,
  executed: 20,
  returned: 0,
  carried_out: 0,
  remaining: 80,
  unplanned: 20,
};
const UNIT = { won: 0, sites: 0, cameras: 0, per_site: null, per_camera: null };
const NOTHING = {
  year: 2026,
  years: [2026],
  purses: [],
  total: SUMS,
  planned: UNIT,
  executed: UNIT,
  lines: [],
  sites: [],
  faults: [],
  next_purses: [],
} as unknown as Money;
const PURSE = { purse_id: "p", code: "구비", kind: "district", year: 2026, won: 100, earmark: "" };
const LINE = {
  line_id: "l",
  purse_id: "p",
  kind: "executed",
  won: 20,
  on: "2026-05-01",
  item: "선금",
  site_id: "",
  counters: "",
  other_purse_id: "",
  plan_id: "",
};
const BOOK = {
  ...NOTHING,
  purses: [{ purse: PURSE, balance: SUMS, is_over: false }],
  lines: [{ line: LINE, left: 20, place: "" }],
} as unknown as Money;

it("a bar is as wide as what there is", () => {
  expect(barOf(SUMS)).toEqual({ gone: 0.2, contracted: 0.5, planned: 0.8, allotted: 1 });
});

it("what goes beyond the purse makes the bar wider than it", () => {
  expect(barOf({ ...SUMS, executed: 200 }).allotted).toBe(0.5);
  expect(barOf({ ...SUMS, allotted: 0, planned: 0, contracted: 0, executed: 0 }).allotted).toBe(0);
});

it("a cut begins with a minus", () => {
  expect(readSum("-3억")).toBe(-300_000_000);
  expect(readSum("4억 1,000만")).toBe(410_000_000);
  expect(readSum("곧")).toBeNull();
});

it("a day stays in the year of the purse", () => {
  expect(dayIn(2026, "2026-11-22")).toBe("2026-11-22");
  expect(dayIn(2025, "2026-11-22")).toBe("2025-12-31");
  expect(dayIn(2027, "2026-11-22")).toBe("2027-01-01");
});

it("more than the purse holds is known by its word", () => {
  expect(isOutgrown(new Problem(409, "would_outgrow", "", "won"))).toBe(true);
  expect(isOutgrown(new Problem(400, "line_refused", "", "on"))).toBe(false);
  expect(isOutgrown(new Error("other"))).toBe(false);
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

async function shown(answer: () => Promise<Money>): Promise<HTMLElement> {
  vi.spyOn(doors, "money").mockImplementation(answer);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <BudgetPage />
      </QueryClientProvider>,
    ),
  );
  await act(() => vi.waitFor(() => expect(document.body.textContent).not.toContain("불러오는 중")));
  return document.body;
}

const press = (body: HTMLElement, name: string) =>
  act(async () =>
    [...body.querySelectorAll("button")].find((one) => one.textContent === name)?.click(),
  );

it("a year without a purse says what to do", async () => {
  const body = await shown(async () => NOTHING);
  expect(body.textContent).toContain("이 해의 재원이 없습니다");
  expect(body.textContent).not.toContain("줄 적기");
});

it("what cannot be read says so and offers another try", async () => {
  const body = await shown(() => Promise.reject(new Problem(0, "unreachable", "", null)));
  expect(body.querySelector("[role=alert] button")?.textContent).toBe("다시 시도");
});

it("a purse without fault has no colour", async () => {
  const body = await shown(async () => BOOK);
  expect(body.querySelector(".over, .tag.alarm, [role=alert]")).toBeNull();
  expect(body.textContent).toContain("선금");
});

it("a fault is told in a sentence", async () => {
  const fault = {
    code: "over_planned",
    purse_id: "p",
    line_id: "",
    told: { ko: "계획이 예산보다 많습니다", en: "More is planned" },
  };
  const over = { ...BOOK.purses[0], balance: { ...SUMS, planned: 120 }, is_over: true };
  const body = await shown(
    async () => ({ ...BOOK, purses: [over], faults: [fault] }) as unknown as Money,
  );
  expect(body.querySelector("[role=alert]")?.textContent).toContain("계획이 예산보다 많습니다");
  expect(body.querySelector(".over.planned")).not.toBeNull();
});

it("more than the purse holds asks for a second press", async () => {
  const body = await shown(async () => BOOK);
  const line = vi
    .spyOn(doors, "line")
    .mockRejectedValueOnce(new Problem(409, "would_outgrow", "", "won"))
    .mockResolvedValueOnce(BOOK);
  await press(body, "줄 적기");
  const form = body.querySelector("form") as HTMLFormElement;
  const type = (input: HTMLInputElement, text: string) =>
    act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  await type(form.querySelector("[placeholder^='예: 4억']") as HTMLInputElement, "500");
  await type(form.querySelector("[placeholder^='예: 관급']") as HTMLInputElement, "시험");
  await act(async () => form.requestSubmit());
  await act(() => vi.waitFor(() => expect(body.textContent).toContain("한 번 더 누르십시오")));
  await act(async () => form.requestSubmit());
  expect(line.mock.calls.map(([one]) => one.outgrow)).toEqual([false, true]);
});

it("a line is taken back for a reason only", async () => {
  const body = await shown(async () => BOOK);
  await press(body, "상쇄");
  expect(body.querySelector("form.ask-names")?.textContent).toContain("20 원을 상쇄");
});
