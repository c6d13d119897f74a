// The public page as a resident walks through it.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/client";
import { language } from "../../src/app/language";
import { doors, type Wish } from "../../src/requests/doors";
import { RequestCameraPage } from "../../src/requests/form/RequestCameraPage";
import { FORM } from "./made";

let root: Root;
let sent: Wish[];
const text = () => document.body.textContent ?? "";
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent?.includes(name));
const settle = () => act(async () => new Promise((done) => setTimeout(done)));
const press = async (name: string) => {
  await act(async () => button(name)?.click());
  await settle();
};

beforeEach(async () => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  language.set("ko");
  sent = [];
  vi.spyOn(doors, "form").mockResolvedValue(FORM);
  vi.spyOn(doors, "send").mockImplementation(async (wish) => {
    sent.push(wish);
    return { receipt: "2026-SB-000001-K7QFMA", dong_name: "길음1동", on: "2026-11-21" };
  });
  root = createRoot(document.body.firstElementChild as Element);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <RequestCameraPage />
      </QueryClientProvider>,
    ),
  );
  await settle();
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.restoreAllMocks();
});

/** By keys alone: the map has the focus, and the pin is set in its middle. */
async function placed() {
  const map = document.querySelector("svg");
  await act(async () => {
    map?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
  });
}

async function reason(name: string) {
  const label = [...document.querySelectorAll("label")].find((one) => one.textContent === name);
  await act(async () => label?.querySelector("input")?.click());
}

it("says what is still wanting, and sends nothing", async () => {
  await press("보내기");
  expect(text()).toContain("지도에서 곳을 표시해 주십시오");
  await placed();
  expect(text()).toContain("까닭을 하나 골라 주십시오");
  expect(sent).toEqual([]);
});

it("takes a request by keys alone and shows the number and what happens next", async () => {
  await placed();
  expect(text()).toContain("길음1동에 표시했습니다");
  await reason("어두운 골목");
  await press("보내기");
  expect(sent[0]).toMatchObject({ reason: "dark", contact: null });
  expect(text()).toContain("2026-SB-000001-K7QFMA");
  expect(text()).toContain("행정예고");
  expect(document.activeElement?.textContent).toBe("접수했습니다");
});

it("shows the notice before a contact is given, and wants consent", async () => {
  expect(text()).not.toContain("거부할 권리");
  await reason("회신문을 받음. 연락처를 적습니다.");
  for (const said of ["목적", "항목", "보유 기간", "180일", "거부할 권리"])
    expect(text()).toContain(said);
  await placed();
  await reason("어두운 골목");
  await press("보내기");
  expect(text()).toContain("전화, 이메일 또는 주소를 적어 주십시오");
  expect(sent).toEqual([]);
});

it("keeps what was written when the line is gone", async () => {
  vi.spyOn(doors, "send").mockRejectedValue(new Problem(0, "unreachable", "", null));
  await placed();
  await reason("어두운 골목");
  await press("보내기");
  expect(text()).toContain("적으신 것은 그대로 있습니다");
  expect(text()).toContain("길음1동에 표시했습니다");
});

it("speaks English at a press", async () => {
  await press("English");
  expect(text()).toContain("Ask for a CCTV camera");
  expect(text()).toContain("In danger now? Call 112 first");
});

it("looks a request up by its number, and says when there is none", async () => {
  const asked = vi.spyOn(doors, "status");
  asked.mockRejectedValueOnce(new Problem(404, "unknown_request", "", "number"));
  const input = document.querySelector<HTMLInputElement>(".wish-check input");
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  await act(async () => {
    set?.call(input, "2026-SB-000001-K7QFMA");
    input?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await press("확인");
  expect(text()).toContain("이 번호의 요청이 없습니다");
  asked.mockResolvedValueOnce({
    number: "2026-SB-000001",
    state: "under_review",
    on: "2026-11-21",
  });
  await press("확인");
  expect(text()).toContain("담당자가 검토하고 있습니다");
});
