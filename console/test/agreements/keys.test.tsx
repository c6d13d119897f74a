import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { doors } from "../../src/agreements/doors";
import { keysOf, SignerKeys } from "../../src/agreements/keys/SignerKeys";
import type { PartyKey, Version } from "../../src/agreements/node";
import { Problem } from "../../src/api/client";
import { language } from "../../src/app/language";

const POLICE = "KNPA.SEOUL.SEONGBUK";
const CENTRE = "SEONGBUK";
const version = {
  parties: [CENTRE, POLICE].map((organisation) => ({
    organisation,
    name_ko: organisation,
    name_en: organisation,
    signatory_ko: "서장",
    signed_at: null,
  })),
} as unknown as Version;

function key(key_id: string, more: Partial<PartyKey> = {}): PartyKey {
  return {
    key_id,
    organisation: POLICE,
    organisation_name_ko: "성북경찰서",
    organisation_name_en: "Seongbuk police",
    public_key: "A",
    note: "",
    added_at: "2026-11-21T05:10:00Z",
    withdrawn_at: null,
    withdrawn_reason: null,
    holds_up: ["SB-2023-08"],
    running_grants: 3,
    ...more,
  };
}

let root: Root;
let host: HTMLElement;
const onDone = vi.fn();

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  language.set("ko");
  host = document.createElement("div");
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.restoreAllMocks();
  onDone.mockReset();
});

async function show(keys: PartyKey[], mayChange = true): Promise<void> {
  vi.spyOn(doors, "keys").mockResolvedValue(keys);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <SignerKeys version={version} mayChange={mayChange} onDone={onDone} />
      </QueryClientProvider>,
    ),
  );
  await act(() => vi.waitFor(() => expect(host.textContent).not.toContain("불러오는 중")));
}

const button = (label: string) =>
  [...host.querySelectorAll("button")].find(
    (one) => one.textContent === label || one.getAttribute("aria-label") === label,
  ) as HTMLButtonElement;

async function press(label: string): Promise<void> {
  await act(async () => button(label).click());
}

async function type(selector: string, text: string): Promise<void> {
  const field = host.querySelector(selector) as HTMLInputElement;
  const prototype = Object.getPrototypeOf(field) as object;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

it("only the keys of this agreement's parties are shown, valid ones first", () => {
  const gone = key("key_old", { withdrawn_at: "2026-01-01T00:00:00Z" });
  const all = [
    gone,
    key("key_new"),
    key("key_centre", { organisation: CENTRE }),
    key("x", { organisation: "ELSE" }),
  ];
  expect(keysOf(version, all).map((one) => one.key_id)).toEqual([
    "key_centre",
    "key_new",
    "key_old",
  ]);
});

it("who may not change keys sees them and no button", async () => {
  await show([key("key_1")], false);
  expect(host.textContent).toContain("성북경찰서");
  expect(host.querySelectorAll("button")).toHaveLength(0);
});

it("a withdrawn key says when and why, and cannot be withdrawn again", async () => {
  await show([key("key_1", { withdrawn_at: "2026-11-21T05:10:00Z", withdrawn_reason: "분실" })]);
  expect(host.textContent).toContain("2026-11-21 14:10");
  expect(host.textContent).toContain("폐기 · 분실");
  expect(button("폐기 key_1")).toBeUndefined();
});

it("before a key is withdrawn it is said how much that cuts", async () => {
  await show([key("key_1")]);
  await press("폐기 key_1");
  expect(host.textContent).toContain("제공 중인 3건이 바로 끊깁니다");
});

it("a key that nothing rests on says so", async () => {
  await show([key("key_1", { holds_up: [], running_grants: 0 })]);
  await press("폐기 key_1");
  expect(host.textContent).toContain("끊기는 영상도 없습니다");
});

it("without a reason no press arms it, and one press cuts nothing", async () => {
  const withdrawn = vi.spyOn(doors, "withdrawKey").mockResolvedValue(undefined);
  await show([key("key_1")]);
  await press("폐기 key_1");
  await press("서명키 폐기");
  expect(host.textContent).toContain("사유를 적으십시오");
  await type(".suspend input", "분실 신고");
  await press("서명키 폐기");
  expect(withdrawn).not.toHaveBeenCalled();
  await press("한 번 더 누르면 3건 끊고 폐기");
  expect(withdrawn).toHaveBeenCalledWith("key_1", "분실 신고");
  expect(onDone).toHaveBeenCalledOnce();
});

it("another word in the reason asks for two presses again", async () => {
  const withdrawn = vi.spyOn(doors, "withdrawKey").mockResolvedValue(undefined);
  await show([key("key_1")]);
  await press("폐기 key_1");
  await type(".suspend input", "분실");
  await press("서명키 폐기");
  await type(".suspend input", "분실 신고");
  await press("서명키 폐기");
  expect(withdrawn).not.toHaveBeenCalled();
});

it("what the node refuses is said beside the button, and the form stays", async () => {
  vi.spyOn(doors, "withdrawKey").mockRejectedValue(
    new Problem(409, "already_done", "This key is already withdrawn", null),
  );
  await show([key("key_1")]);
  await press("폐기 key_1");
  await type(".suspend input", "분실");
  await press("서명키 폐기");
  await press("한 번 더 누르면 3건 끊고 폐기");
  expect(host.querySelector(".suspend .form-problem")?.textContent).not.toBe("");
  expect(onDone).not.toHaveBeenCalled();
});

it("a new key is sent with its party and note, spaces put off", async () => {
  const added = vi.spyOn(doors, "addKey").mockResolvedValue(key("key_2"));
  await show([]);
  expect(host.textContent).toContain("등록된 서명키가 없습니다");
  await press("서명키 등록");
  expect(button("등록").disabled).toBe(true);
  await type("textarea", "  AAAA= \n");
  await type("input:not([type=file])", " 새 열쇠 ");
  await press("등록");
  expect(added).toHaveBeenCalledWith({
    organisation: CENTRE,
    public_key: "AAAA=",
    note: "새 열쇠",
  });
});
