// What lay sealed in a row: read by who asked, agreed to by another role, shut where its key is gone.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { NamesPanel } from "../../src/names/NamesPanel";
import type { Opening } from "../../src/names/useNames";

let root: Root;
let client: QueryClient;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
  });
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
});

function opening(more: Partial<Opening>): Opening {
  return {
    opening_id: "nam_1",
    state: "open",
    asked_by: "per_a",
    asked_role: "AUDITOR",
    asked_at: "2026-11-22T05:00:00Z",
    waits_until: "2026-11-22T05:10:00Z",
    reason: "법무부 사후 확인 요청",
    person_ids: [],
    agreed_by: null,
    agreed_role: null,
    shown_until: "2026-11-22T05:30:00Z",
    is_mine: true,
    may_agree: false,
    people: [],
    sealed_rows: [17],
    unsealed: [],
    ...more,
  };
}

function shown(one: Opening): string {
  client.setQueryData(["names"], { openings: [one] });
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <NamesPanel />
      </QueryClientProvider>,
    ),
  );
  return document.body.textContent ?? "";
}

it("the asker reads it in words", () => {
  const said = { category: "CURFEW", category_ko: "외출제한 위반", category_en: "Curfew broken" };
  const text = shown(opening({ unsealed: [{ sequence: 17, incident_id: "inc_1", said }] }));
  expect(text).toContain("17번 기록");
  expect(text).toContain("외출제한 위반");
});

it("a part whose key is gone says so", () => {
  const text = shown(opening({ unsealed: [{ sequence: 17, incident_id: "inc_1", said: null }] }));
  expect(text).toContain("열쇠가 없어 열 수 없습니다");
});

it("who may agree is told how many rows, and not what is in them", () => {
  const text = shown(opening({ state: "waiting", is_mine: false, may_agree: true }));
  expect(text).toContain("봉인된 기록 1건 열람에 동의");
  expect(text).not.toContain("명의 성명");
});

it("names and rows asked for together are agreed to together", () => {
  const text = shown(
    opening({ state: "waiting", is_mine: false, may_agree: true, person_ids: ["per_x"] }),
  );
  expect(text).toContain("1명의 성명 열람에 동의 · 봉인된 기록 1건 열람에 동의");
});
