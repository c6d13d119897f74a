// The page of the links in each of its states.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { EMPTY, type FeedState } from "../../src/feed/store";
import { LinksPage } from "../../src/links/LinksPage";
import type { LinkPage } from "../../src/links/line";
import { line, page } from "./made";

let feed: FeedState = EMPTY;
vi.mock("../../src/feed/FeedProvider", () => ({
  useFeed: () => feed,
  useLinks: () => feed.links,
}));

let root: Root;
let client: QueryClient;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  // jsdom has none, and react-aria asks for it before a dialog opens
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  vi.unstubAllGlobals();
});

function as(role: string): void {
  feed = { ...EMPTY, hello: { person: { role } } } as unknown as FeedState;
}

async function draw(): Promise<void> {
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <LinksPage />
      </QueryClientProvider>,
    ),
  );
}

async function show(answer: Promise<LinkPage>, role = "CENTRE_HEAD"): Promise<string> {
  as(role);
  vi.spyOn(api, "links").mockReturnValue(answer);
  await draw();
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).not.toContain("불러오는 중");
  });
  return document.body.textContent ?? "";
}

const buttons = () => [...document.querySelectorAll("button")].map((one) => one.textContent);
const press = (text: string) =>
  act(async () =>
    [...document.querySelectorAll("button")].find((one) => one.textContent === text)?.click(),
  );

it("says that it loads, and asks again after a failure", async () => {
  as("OPERATOR");
  vi.spyOn(api, "links").mockReturnValue(new Promise(() => undefined));
  await draw();
  expect(document.body.textContent).toContain("불러오는 중");
});

it("a failure is an alert with a way on", async () => {
  const text = await show(Promise.reject(new Problem(0, "unreachable", "", null)));
  expect(text).toContain("연계 상태를 불러오지 못했습니다.");
  expect(document.querySelector("[role=alert]")).not.toBeNull();
  expect(buttons()).toContain("다시 시도");
});

it("a district alone is told how it joins, and that it works without", async () => {
  const text = await show(Promise.resolve(page([], { own_kind: "district" })));
  expect(text).toContain("bongsu peer join");
  expect(text).toContain("연결 없이도");
  expect(buttons()).not.toContain("센터 초대");
});

it("a hub alone may invite; only its head sees how", async () => {
  expect(await show(Promise.resolve(page([])))).toContain("초대하면");
  expect(buttons()).toContain("센터 초대");
});

it.each(["OPERATOR", "AUDITOR"])("%s looks and changes nothing", async (role) => {
  await show(Promise.resolve(page([line("GANGBUK")])), role);
  expect(buttons()).toEqual([]);
});

it("all well is one quiet line", async () => {
  const text = await show(Promise.resolve(page([line("GANGBUK"), line("GURO")])));
  expect(text).toContain("연결 2곳 모두 정상");
  expect(text).toContain("양쪽 일치");
  expect(text).toContain("상대 3462859e · 우리 3462859e");
  expect(document.querySelector(".dot.warn, .dot.alarm")).toBeNull();
});

it("a line that is down says since when, why, and what waits", async () => {
  const down = line("GANGBUK", {
    state: "down",
    reason_ko: "상대 센터가 응답하지 않습니다",
    waiting: 3,
    oldest_waiting_at: "2026-11-21T05:02:10Z",
  });
  const text = await show(Promise.resolve(page([down, line("GURO")])));
  for (const part of ["2곳 중 1곳 확인 필요", "연결 끊김", "응답하지 않습니다", "대기 3건"]) {
    expect(text).toContain(part);
  }
});

it.each([
  ["clock_skew", "두 센터의 시각이 30초 넘게 다릅니다"],
  ["other_protocol", "프로그램 판이 맞지 않습니다"],
  ["flood", "메시지가 너무 많아"],
])("a line refused for %s says so", async (reason, reason_ko) => {
  const refused = line("A", {
    state: "refused",
    reason,
    reason_ko,
    refused: 7,
    refused_last: reason,
  });
  const text = await show(Promise.resolve(page([refused])));
  expect(text).toContain(reason_ko);
  expect(text).toContain(`7건마지막: ${reason}`);
  expect(document.querySelector("[data-mark=alarm]")).not.toBeNull();
});

it("a revoked line stays with its reason and cannot be revoked again", async () => {
  const gone = line("A", {
    state: "revoked",
    revoked_at: "2026-11-21T05:02:00Z",
    revoked_why: "서버 분실",
  });
  expect(await show(Promise.resolve(page([gone])))).toContain("서버 분실");
  expect(buttons()).not.toContain("연결 해지");
});

it("revoking asks for a reason first, and says why it was refused", async () => {
  const revoke = vi
    .spyOn(api, "revokePeer")
    .mockRejectedValue(new Problem(409, "not_direct", "", null));
  await show(Promise.resolve(page([line("GANGBUK")])));
  await press("연결 해지");
  const dialog = document.querySelector("[role=dialog]") as HTMLElement;
  expect(dialog.textContent).toContain("GANGBUK 통합관제센터 연결 해지");
  const submit = dialog.querySelector("button[type=submit]") as HTMLButtonElement;
  await act(async () => submit.click());
  expect(revoke).not.toHaveBeenCalled();
  const input = dialog.querySelector("input") as HTMLInputElement;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  act(() => {
    set?.call(input, "단말 분실");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await act(async () => submit.click());
  await act(async () => undefined);
  expect(revoke).toHaveBeenCalledWith("GANGBUK", { reason: "단말 분실" });
  await vi.waitFor(() => expect(dialog.textContent).toContain("서울시를 거쳐 연결된"));
});

it("an invitation shows its code once, with how long it is good", async () => {
  const free = { code: "JONGNO", name_ko: "종로구", name_en: "Jongno-gu", state: "unlinked" };
  vi.spyOn(api, "city").mockResolvedValue({ districts: [free] } as never);
  vi.spyOn(api, "invitePeer").mockResolvedValue({
    code: "JONGNO",
    invitation_id: "inv_1",
    expires_at: "2026-11-22T05:02:00+00:00",
    token: "bongsu-join-secret",
  });
  await show(Promise.resolve(page([])));
  await press("센터 초대");
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.querySelector("option")?.textContent).toBe("종로구");
  });
  await press("연결 코드 만들기");
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.querySelector("output")?.textContent).toBe("bongsu-join-secret");
  });
  expect(document.body.textContent).toContain("2026-11-22 14:02:00까지 유효");
  await press("확인");
  expect(document.body.textContent).not.toContain("bongsu-join-secret");
});
