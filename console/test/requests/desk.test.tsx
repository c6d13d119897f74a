// The desk as the planner and as a police room see it.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import type { Hello } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { RequestsPage } from "../../src/requests/desk/RequestsPage";
import { doors, type RequestDetail, type Requests } from "../../src/requests/doors";
import { FORM, request } from "./made";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({ useFeed: () => feed, useLinks: () => [] }));

let root: Root;
const text = () => document.body.textContent ?? "";
const settle = () => act(async () => new Promise((done) => setTimeout(done)));
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent?.includes(name));
const press = async (name: string) => {
  await act(async () => button(name)?.click());
  await settle();
};

function detail(id: string): RequestDetail {
  const number = Number(id.replace("req_", ""));
  return {
    request: request(number, { has_contact: true, contact_until: "2027-05-20T05:00:00Z" }),
    text: `${number}번 말`,
    place: "길음로 20 앞",
    contact: { name: "김하나", reach: "010-0000-1234" },
  };
}

async function show(role: string, found: Requests | Problem) {
  feed = { ...EMPTY, hello: { person: { role } } as Hello };
  vi.spyOn(doors, "form").mockResolvedValue(FORM);
  vi.spyOn(doors, "read").mockImplementation(async (id) => detail(id));
  const list = vi.spyOn(doors, "list");
  if (found instanceof Problem) list.mockRejectedValue(found);
  else list.mockResolvedValue(found);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <RequestsPage />
      </QueryClientProvider>,
    ),
  );
  await settle();
}

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  language.set("ko");
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.restoreAllMocks();
});

const TWO: Requests = {
  requests: [request(2), request(1, { count: 3 })],
  proposals: [{ one: "req_1", other: "req_2", distance_m: 12 }],
};

it("says when there is nothing, and when it cannot be read", async () => {
  await show("SITE_PLANNER", { requests: [], proposals: [] });
  expect(text()).toContain("설치 요청이 없습니다");
});

it("offers another try when it cannot be read", async () => {
  await show("SITE_PLANNER", new Problem(0, "unreachable", "", null));
  expect(text()).toContain("설치 요청을 읽지 못했습니다");
  expect(button("다시 시도")).toBeDefined();
});

it("reads nobody's words before somebody chooses a request", async () => {
  await show("SITE_PLANNER", TWO);
  expect(text()).toContain("2곳 · 요청 4건");
  expect(doors.read).not.toHaveBeenCalled();
  await press("2026-SB-000001");
  expect(text()).toContain("1번 말");
  expect(text()).toContain("김하나 · 010-0000-1234");
});

it("lays two wishes side by side when asked to, and merges by one press", async () => {
  await show("CENTRE_HEAD", TWO);
  const merge = vi.spyOn(doors, "merge").mockResolvedValue(undefined);
  const proposals = document.querySelector("details");
  await act(async () => {
    if (proposals) proposals.open = true;
    proposals?.dispatchEvent(new Event("toggle"));
  });
  await settle();
  expect(text()).toContain("12 m 떨어짐");
  await press("하나로 합치기");
  expect(merge).toHaveBeenCalledWith("req_2", "req_1");
});

it("a no without a ground and a sentence is not sent", async () => {
  await show("SITE_PLANNER", TWO);
  const answer = vi.spyOn(doors, "answer").mockResolvedValue(undefined);
  await press("2026-SB-000001");
  const no = [...document.querySelectorAll("label")].find(
    (one) => one.textContent === "반영하지 않음",
  );
  await act(async () => no?.querySelector("input")?.click());
  await press("처리하기");
  expect(answer).not.toHaveBeenCalled();
  expect(text()).toContain("까닭과 이유(한 문장)를 적어 주십시오");
});

it("a police room sends, and finds neither merging, answering nor anybody's contact", async () => {
  const own = request(1, { origin: "police", channel: "police" });
  await show("POLICE_ROOM", { requests: [own], proposals: [] });
  expect(button("설치 요청 보내기")).toBeDefined();
  await press("2026-SB-000001");
  expect(text()).toContain("1번 말");
  for (const hidden of ["처리하기", "회신문 PDF", "연락처", "하나로 합치기"])
    expect(text()).not.toContain(hidden);
});

it("the head reads and answers, and writes nothing down", async () => {
  await show("CENTRE_HEAD", TWO);
  expect(button("요청 적기")).toBeUndefined();
});
