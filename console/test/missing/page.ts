// A page of this folder on a page of its own, its doors answered by hand.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, createElement, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, vi } from "vitest";

let root: Root;
let client: QueryClient;

export function eachOnItsOwn(): void {
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
}

export async function draw(what: ReactNode): Promise<void> {
  await act(async () => root.render(createElement(QueryClientProvider, { client }, what)));
}

export async function shows(text: string): Promise<void> {
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(document.body.textContent).toContain(text);
  });
}

export const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) =>
    one.textContent?.includes(name),
  ) as HTMLButtonElement;
