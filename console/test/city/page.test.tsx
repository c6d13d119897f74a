// The page of the city in its states; without WebGL, as here, the list is what remains.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { CityPage } from "../../src/city/CityPage";
import type { City } from "../../src/city/list";
import { EMPTY } from "../../src/feed/store";

vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => EMPTY, useLinks: () => [] }));
vi.mock("../../src/city/MapOfCity", () => ({
  MapOfCity: (props: { chosen: string | null }) => <i data-chosen-on-map={props.chosen} />,
}));

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
});

const one = (district: string, name_ko: string, more: object = {}) => ({
  district,
  code: district,
  name_ko,
  name_en: name_ko,
  stage: null,
  stage_on: null,
  cameras: 0,
  cameras_dead: 0,
  state: "unlinked",
  since: null,
  reason_ko: "",
  reason_en: "",
  source: "",
  ...more,
});
const CITY = {
  code: "SEOUL",
  own_kind: "hub",
  districts: [
    one("JN", "종로구"),
    one("GB", "강북구", { state: "up", stage: "full", stage_on: "2024-05-01", cameras: 1773 }),
  ],
} as unknown as City;

async function show(answer: Promise<City>, until: string): Promise<void> {
  vi.spyOn(api, "city").mockReturnValue(answer);
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <CityPage />
      </QueryClientProvider>,
    ),
  );
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).toContain(until);
  });
}

const rows = () => [...document.querySelectorAll("tbody tr")].map((row) => row.textContent);

it("says that it loads", async () => {
  await show(new Promise(() => undefined), "불러오는 중");
});

it("a failure is an alert with a way on", async () => {
  await show(Promise.reject(new Problem(0, "unreachable", "", null)), "다시 시도");
  expect(document.querySelector("[role=alert]")).not.toBeNull();
});

it("lists each district; what nobody has told is a dash, not a nought", async () => {
  await show(Promise.resolve(CITY), "서울 전체");
  expect(rows()).toEqual(["강북구본격 운영 2024-05-011,773–정상실시간", "종로구–––미연결–"]);
  expect(document.body.textContent).toContain("구 경계를 넘는 진행 중 상황 없음");
});

it("a press goes there, the same press comes back; a column's head turns the list", async () => {
  await show(Promise.resolve(CITY), "서울 전체");
  const button = document.querySelector("tbody button") as HTMLButtonElement;
  const onMap = () =>
    document.querySelector("i[data-chosen-on-map]")?.getAttribute("data-chosen-on-map");
  act(() => button.click());
  expect(button.getAttribute("aria-pressed")).toBe("true");
  expect(onMap()).toBe("GB");
  act(() => button.click());
  expect(onMap()).toBeUndefined();
  const head = () => document.querySelector("th[data-column=name]") as HTMLElement;
  act(() => head().querySelector("button")?.click());
  expect(head().getAttribute("aria-sort")).toBe("ascending");
  act(() => head().querySelector("button")?.click());
  expect(head().getAttribute("aria-sort")).toBe("descending");
  expect(rows()[0]).toContain("종로구");
});
