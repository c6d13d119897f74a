import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import type { Incident, Lending } from "../../src/api/feed";
import { isPilot, wasLent } from "../../src/incident/pilot";
import { RemarkForm } from "../../src/incident/RemarkForm";
import { incident, lending } from "../incident/example";

let root: Root;
let host: HTMLElement;
let number = 0;

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.createElement("div");
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function ended(mine: Partial<Lending> = {}): Incident {
  const one = lending("gr", { mine: true, state: "closed", stage: "pilot", ...mine });
  return incident(`remark-${++number}`, { state: "closed", lendings: [one], tiles: [] });
}

function show(one: Incident): void {
  act(() => root.render(<RemarkForm incident={one} />));
}

const button = (label: string) =>
  [...host.querySelectorAll("button")].find(
    (one) => one.textContent === label || one.getAttribute("aria-label") === label,
  ) as HTMLButtonElement;

async function press(label: string): Promise<void> {
  await act(async () => button(label).click());
}

it("an incident is a pilot's when one of its lendings stands on a pilot's text", () => {
  expect(isPilot(ended())).toBe(true);
  expect(isPilot(ended({ stage: "full" }))).toBe(false);
  expect(isPilot(ended({ stage: null }))).toBe(false);
});

it("only who was lent pictures is asked about them", () => {
  expect(wasLent(ended())).toBe(true);
  expect(wasLent(ended({ state: "refused" }))).toBe(false);
  expect(wasLent(ended({ mine: false }))).toBe(false);
  show(ended({ state: "refused" }));
  expect(host.textContent).toBe("");
});

it("nobody is asked outside a pilot", () => {
  show(ended({ stage: "full" }));
  expect(host.textContent).toBe("");
});

it("one press rates, a second sends, and then the question is gone", async () => {
  const told = vi.spyOn(api, "remark").mockResolvedValue(undefined);
  const one = ended();
  show(one);
  expect(host.textContent).toContain("이번 영상이 도움이 되었습니까");
  expect(host.querySelector("input")).toBeNull();
  await press("4점");
  expect(button("4점").getAttribute("aria-pressed")).toBe("true");
  await press("보내기");
  expect(told).toHaveBeenCalledWith(one.incident_id, { rating: 4, text: "" });
  expect(host.textContent).toBe("의견을 보냈습니다.");
});

it("it is not asked again when the same incident comes back to the screen", async () => {
  vi.spyOn(api, "remark").mockResolvedValue(undefined);
  const one = ended();
  show(one);
  await press("5점");
  await press("보내기");
  act(() => root.render(null));
  show(one);
  expect(host.querySelector("button")).toBeNull();
});

it("a person who spoke on another screen is not asked twice", async () => {
  const already = new Problem(409, "already_remarked", "", null);
  vi.spyOn(api, "remark").mockRejectedValue(already);
  show(ended());
  await press("2점");
  await press("보내기");
  expect(host.textContent).toBe("의견을 보냈습니다.");
});

it("what could not be sent says so and stays to be sent again", async () => {
  vi.spyOn(api, "remark").mockRejectedValue(new Problem(0, "unreachable", "", null));
  show(ended());
  await press("2점");
  await press("보내기");
  expect(host.querySelector(".failed")?.textContent).toContain("보내지 못했습니다");
  expect(button("2점").getAttribute("aria-pressed")).toBe("true");
});
