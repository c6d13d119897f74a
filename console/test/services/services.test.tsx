// The page of the linked services in each of its states.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { ServicesPage } from "../../src/services/ServicesPage";
import { keptText, type Service } from "../../src/services/service";

const BELL: Service = {
  name_ko: "비상벨",
  name_en: "Emergency bell",
  partner_ko: "성북구",
  partner_en: "Seongbuk",
  codes: [
    {
      code: "BELL",
      name_ko: "비상벨",
      name_en: "Bell",
      room_kind: "centre",
      discreet: false,
      drills: false,
    },
  ],
  purposes: ["CRIME_PREVENTION"],
  legal_basis: [{ code: "PIPA25", law_ko: "개인정보 보호법 제25조", law_en: "PIPA 25" }],
  personal_data: [
    {
      what_ko: "비상벨 위치",
      what_en: "Place of the bell",
      where: "incident.place",
      kept: "P30D",
      destroyed_ko: "종료 30일 뒤",
      destroyed_en: "30 days after",
    },
  ],
  quality: { drill: { state: "done", by: "test_drill" }, panel: { state: "open", by: "" } },
};

let root: Root;
let client: QueryClient;
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  vi.restoreAllMocks();
});

async function show(answer: Promise<unknown>): Promise<string> {
  vi.spyOn(api, "services").mockReturnValue(answer as never);
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <ServicesPage />
      </QueryClientProvider>,
    ),
  );
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).not.toContain("불러오는 중");
  });
  return document.body.textContent ?? "";
}

it.each([
  ["P30D", "30일"],
  ["P1Y6M", "1년 6개월"],
  ["PT24H", "24시간"],
  ["incident", "상황 진행 중"],
  ["sometime", "sometime"],
])("%s is said as %s", (kept, said) => expect(keptText(kept, "ko")).toBe(said));

it("loading is said", async () => {
  vi.spyOn(api, "services").mockReturnValue(new Promise(() => undefined));
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <ServicesPage />
      </QueryClientProvider>,
    ),
  );
  expect(document.body.textContent).toContain("불러오는 중");
});

it("a failure is an alert with a way on", async () => {
  await show(Promise.reject(new Problem(500, "", "", null)));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("다시 시도");
});

it("none is said", async () => {
  expect(await show(Promise.resolve({ services: [], left_out: [] }))).toContain("연계서비스 없음");
});

it("a service has its law, its data with their end, and what is not yet proven", async () => {
  const text = await show(Promise.resolve({ services: [BELL], left_out: [] }));
  for (const part of ["제25조", "비상벨 위치", "30일", "종료 30일 뒤", "미확인 1개", "훈련 대상"]) {
    expect(text).toContain(part);
  }
});

it("who holds nothing of people says so", async () => {
  const bare = { ...BELL, personal_data: [], quality: {} };
  const text = await show(Promise.resolve({ services: [bare], left_out: [] }));
  expect(text).toContain("보유하는 개인정보 없음");
  expect(text).toContain("모두 확인됨");
});

it("what was left out says why, above what runs", async () => {
  const left_out = [{ name: "odd", why: "a service names the law it stands on" }];
  const text = await show(Promise.resolve({ services: [BELL], left_out }));
  expect(text).toContain("열지 못한 서비스 1개");
  expect(text.indexOf("names the law")).toBeLessThan(text.indexOf("비상벨"));
});
