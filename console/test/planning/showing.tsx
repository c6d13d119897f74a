// A planning page in a document of its own, with the doors answered by the test.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { expect, vi } from "vitest";
import { doors } from "../../src/planning/doors";

let root: Root;
export let client: QueryClient;

export function open(role: string): void {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  // jsdom has no CSS.escape, which a dialog asks for
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  sessionStorage.clear();
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["me"], { role });
}

export function shut(): void {
  act(() => root.unmount());
  client.clear();
}

type Doors = { [K in keyof typeof doors]?: unknown };

/** Doors that are not named never answer. */
export function answer(answers: Doors): void {
  for (const name of Object.keys(doors) as (keyof typeof doors)[]) {
    const said = answers[name];
    vi.spyOn(doors, name).mockImplementation((() => {
      if (!(name in answers)) return new Promise(() => undefined);
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
    }) as never);
  }
}

export async function show(page: ReactNode, until: string): Promise<void> {
  await act(async () =>
    root.render(<QueryClientProvider client={client}>{page}</QueryClientProvider>),
  );
  await says(until);
}

export const text = () => document.body.textContent ?? "";

export async function says(what: string): Promise<void> {
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(text()).toContain(what);
  });
}

export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll<HTMLButtonElement>("button, [role=tab]")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent ?? "").startsWith(name),
  );
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

export async function press(name: string): Promise<void> {
  await act(async () => button(name).click());
}

export function field(label: string): HTMLInputElement {
  const named = [...document.querySelectorAll("label")].find((one) =>
    (one.textContent ?? "").startsWith(label),
  );
  const id = named?.getAttribute("for");
  const found = id ? document.getElementById(id) : named?.querySelector("input, select");
  if (!found) throw new Error(`no field ${label}`);
  return found as HTMLInputElement;
}

/** As a browser does: the value is set below React, then told. */
export async function type(label: string, value: string): Promise<void> {
  const input = field(label);
  const kind = input instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
  const setter = Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set;
  await act(async () => {
    setter?.call(input, value);
    const event = input instanceof HTMLSelectElement ? "change" : "input";
    input.dispatchEvent(new Event(event, { bubbles: true }));
  });
}
