// The bar keeps its clock: many pages go behind ☰ when it is narrow.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PAGES, pagesOf } from "../../src/app/pages";
import { roleName } from "../../src/app/roles/words";
import { go } from "../../src/app/router";
import { TopBar } from "../../src/app/TopBar";
import type { FeedState } from "../../src/feed/store";

const feedOf = (role: string) =>
  ({
    link: "live",
    links: [],
    summary: null,
    hello: {
      centre: { name_ko: "성북구 통합관제센터", name_en: "Seongbuk control centre" },
      person: { role, name: "운영책임자", organisation_name_ko: "", organisation_name_en: "" },
    },
  }) as unknown as FeedState;

let root: Root;
let width = 1920;
const signOut = vi.fn();

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: width <= Number(/max-width: (\d+)px/.exec(query)?.[1] ?? 0),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

function show(role: string, at: number): HTMLElement {
  width = at;
  act(() =>
    root.render(<TopBar feed={feedOf(role)} onKeys={() => undefined} onSignOut={signOut} />),
  );
  return document.querySelector("header") as HTMLElement;
}

const press = (element: Element | null) => act(() => (element as HTMLElement).click());
const key = (name: string) =>
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key: name, bubbles: true }),
    );
  });

it.each(["CENTRE_HEAD", "CPO"])("%s has all pages in the bar of a desk", (role) => {
  const bar = show(role, 1920);
  expect(bar.dataset.folded).toBeUndefined();
  expect(bar.querySelectorAll("nav a")).toHaveLength(pagesOf(role).length);
});

it("the head's many pages fold sooner than an examiner's", () => {
  expect(show("CENTRE_HEAD", 1600).dataset.folded).toBe("true");
  expect(show("CPO", 1600).dataset.folded).toBeUndefined();
});

it("folded, the bar still tells the page and the time; few pages fold on phones only", () => {
  act(() => go("/ledger"));
  const bar = show("CENTRE_HEAD", 1366);
  expect(bar.dataset.folded).toBe("true");
  expect(bar.querySelector(".here")?.textContent).toBe("제공 대장");
  expect(bar.querySelector(".clock")?.textContent).toMatch(/^\d\d:\d\d:\d\d$/);
  expect(show("FIRE_ROOM", 1366).dataset.folded).toBeUndefined();
  expect(show("FIRE_ROOM", 390).dataset.folded).toBe("true");
});

it("a page that belongs to one of the bar's marks that one", () => {
  act(() => go("/monitoring/cameras"));
  const bar = show("OPERATOR", 1920);
  const marked = [...bar.querySelectorAll("[aria-current]")];
  expect(marked.map((link) => link.getAttribute("href"))).toEqual(["/monitoring"]);
  expect(marked[0]?.getAttribute("aria-current")).toBe("true");
  expect(show("OPERATOR", 390).querySelector(".here")?.textContent).toBe("선별관제");
});

it("the menu opens, Escape closes it and gives the focus back, a page closes it too", () => {
  const bar = show("CENTRE_HEAD", 390);
  const more = bar.querySelector(".more") as HTMLElement;
  press(more);
  expect(more.getAttribute("aria-expanded")).toBe("true");
  (bar.querySelector("nav a") as HTMLElement).focus();
  key("Escape");
  expect(more.getAttribute("aria-expanded")).toBe("false");
  expect(document.activeElement).toBe(more);
  press(more);
  press(bar.querySelector("nav a[href='/people']"));
  expect(location.pathname).toBe("/people");
  expect(more.getAttribute("aria-expanded")).toBe("false");
});

it("counts the centres that are out of reach, and says nothing while all lines stand", () => {
  const line = (name: string, state: string) => ({
    code: name,
    name_ko: `${name} 통합관제센터`,
    name_en: `${name} control centre`,
    state,
    since: "2026-11-21T05:02:00Z",
  });
  const said = (...links: object[]) => {
    const feed = { ...feedOf("OPERATOR"), links } as unknown as FeedState;
    act(() => root.render(<TopBar feed={feed} onKeys={() => undefined} onSignOut={signOut} />));
    return document.querySelector(".stale-long")?.textContent ?? null;
  };
  expect(said(line("강북구", "up"), line("구로구", "unknown"))).toBeNull();
  expect(said(line("강북구", "down"), line("구로구", "up"))).toBe("강북구 연결 끊김 · 14:02부터");
  expect(said(line("강북구", "down"), line("구로구", "refused"))).toBe("연결 끊긴 센터 2곳");
});

it("a page that a role may open has a name in both languages", () => {
  for (const page of PAGES.filter((one) => one.name)) {
    expect(page.name?.[0]).toMatch(/[가-힣]/);
    expect(page.name?.[1]).toMatch(/^[A-Z]/);
  }
});

it("a role is called the same on every page, an unknown one as it is", () => {
  expect(roleName("CPO", "ko")).toBe("개인정보 보호책임자");
  expect(roleName("CPO", "en")).toBe("Privacy officer");
  expect(roleName("NEW_ROLE", "ko")).toBe("NEW_ROLE");
});
