// Hydrants of a fire call: who is told, how it is said, and what stands on the map.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { language } from "../../src/app/language";
import { HydrantLine } from "../../src/room/HydrantLine";
import { type Hydrant, marksOf, useHydrants } from "../../src/room/hydrants";
import { words } from "../../src/room/words";
import { incident } from "../incident/example";

const PLACE = { ...incident("x").place, lat: 37.608, lon: 127.02 } as Incident["place"];
const FIRE = incident("a", { room_kind: "fire", place: PLACE });

function hydrant(id: string, more: Partial<Hydrant> = {}): Hydrant {
  return {
    hydrant_id: id,
    kind: "지상식",
    lat: 37.609,
    lon: 127.02,
    address: "",
    is_usable: true,
    distance_m: 111.2,
    ...more,
  };
}

let root: Root;
let client: QueryClient;
const asked = vi.fn<(path: string) => void>();
let answer: () => Response = () => Response.json([]);
beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  asked.mockClear();
  vi.stubGlobal("fetch", (path: string) => {
    asked(path);
    return Promise.resolve(answer());
  });
});
afterEach(() => {
  act(() => root.unmount());
  client.clear();
  vi.unstubAllGlobals();
  act(() => language.set("ko"));
});

function Line({ one, role }: { one: Incident | null; role: string }) {
  const water = useHydrants(one, role);
  return one && <HydrantLine water={water} incident={one} />;
}

async function said(one: Incident | null, role = "FIRE_ROOM"): Promise<string> {
  await act(async () =>
    root.render(
      <QueryClientProvider client={client}>
        <Line one={one} role={role} />
      </QueryClientProvider>,
    ),
  );
  await act(async () => new Promise((done) => setTimeout(done)));
  return document.body.textContent ?? "";
}

it("the nearest is said with its distance, its direction and how many there are", async () => {
  answer = () => Response.json([hydrant("A"), hydrant("B", { distance_m: 200 })]);
  const text = await said(FIRE);
  expect(asked).toHaveBeenCalledWith("/api/hydrants?near=37.6080,127.0200");
  for (const part of ["소화전", "111 m", "↑", "북", "지상식", "300 m 안 2곳"])
    expect(text).toContain(part);
});

it("none near is said, for an engine must bring its water", async () => {
  answer = () => Response.json([]);
  expect(await said(FIRE)).toContain("쓸 수 있는 소화전이 없습니다");
});

it("a list that cannot be read is not the same as none", async () => {
  answer = () => new Response("{}", { status: 500 });
  expect(await said(FIRE)).toContain("불러오지 못했습니다");
});

it.each(["POLICE_ROOM", "DISASTER_ROOM", "OPERATOR", ""])("%s is not told", async (role) => {
  expect(await said(FIRE, role)).toBe("");
  expect(asked).not.toHaveBeenCalled();
});

it.each([
  ["a call of 112", incident("a", { room_kind: "police", place: PLACE })],
  ["a call without a place", incident("a", { room_kind: "fire", place: null })],
  ["no call", null],
])("%s asks for nothing", async (_, one) => {
  expect(await said(one)).toBe("");
  expect(asked).not.toHaveBeenCalled();
});

it("a place that trembles asks once", async () => {
  answer = () => Response.json([hydrant("A")]);
  await said(FIRE);
  await said({ ...FIRE, place: { ...PLACE, lat: 37.608_01 } as Incident["place"] });
  expect(asked).toHaveBeenCalledTimes(1);
});

it("is said in English where that is chosen", async () => {
  act(() => language.set("en"));
  answer = () => Response.json([hydrant("A", { kind: "지하식" })]);
  const text = await said(FIRE);
  for (const part of ["Hydrant", "underground", "1 within 300 m"]) expect(text).toContain(part);
});

it("on the map each is a mark with its words, where it stands", () => {
  const [mark] = marksOf({ kind: "known", hydrants: [hydrant("A")] }, words.ko.hydrants);
  expect(mark).toEqual({ id: "A", at: [127.02, 37.609], label: "지상식 소화전 111 m" });
});

it.each(["none", "asked", "failed"] as const)("%s puts nothing on the map", (kind) =>
  expect(marksOf({ kind }, words.ko.hydrants)).toEqual([]),
);
