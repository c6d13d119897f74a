// 발견 보고 in the room's card: whom it is shown to, the still at once, and nothing once it is over.
import { act } from "react";
import { expect, it, vi } from "vitest";
import type { Incident } from "../../src/api/feed";
import { missing, type Sighting } from "../../src/missing/door";
import { RoomSightings } from "../../src/missing/RoomSightings";
import { incident } from "../incident/example";
import { button, draw, eachOnItsOwn, shows } from "./page";

eachOnItsOwn();

const seen = (number: number, still = true): Sighting => ({
  sighting_id: `sgt_${number}`,
  camera_id: `SB-${number}`,
  camera: `길음로 ${number}`,
  lat: 37.6,
  lon: 127.02,
  at: `2026-11-21T05:0${number}:00Z`,
  still,
});
const SEARCH: Partial<Incident> = { service: "MISSING", may_direct: true };
const told = (more: Partial<Incident> = {}) => incident("inc_1", { ...SEARCH, ...more });
const answered = (...found: Sighting[]) =>
  vi.spyOn(missing, "sightings").mockResolvedValue(found as never);
const pictures = () => [...document.querySelectorAll("img")].map((one) => one.getAttribute("src"));

it("shows place, time and the newest still without a press", async () => {
  answered(seen(2), seen(1));
  await draw(<RoomSightings incident={told()} />);
  await shows("길음로 2");
  expect(document.body.textContent).toContain("14:02");
  expect(pictures()).toEqual(["/api/missing/incidents/inc_1/stills/sgt_2"]);
});

it("an earlier still is read by a press alone, and is one picture", async () => {
  answered(seen(2), seen(1));
  await draw(<RoomSightings incident={told()} />);
  await shows("길음로 1");
  act(() => button("길음로 1").click());
  expect(pictures()).toEqual(["/api/missing/incidents/inc_1/stills/sgt_1"]);
  expect(button("길음로 1").getAttribute("aria-pressed")).toBe("true");
});

it("without a still it says so and asks for none", async () => {
  answered(seen(1, false));
  await draw(<RoomSightings incident={told()} />);
  await shows("정지화면 없음");
  expect(pictures()).toEqual([]);
});

it("a still that is not lent, or destroyed, is said in words", async () => {
  answered(seen(1));
  await draw(<RoomSightings incident={told()} />);
  await shows("길음로 1");
  act(() => void document.querySelector("img")?.dispatchEvent(new Event("error")));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("파기되었습니다");
  expect(pictures()).toEqual([]);
});

it.each([
  ["another service", { service: "P112_DISPATCH" }],
  ["a room told beside it", { may_direct: false }],
  ["one that is over", { state: "closed" as const }],
])("%s asks for nothing", async (_, more) => {
  const asked = answered(seen(1));
  await draw(<RoomSightings incident={told(more)} />);
  expect(asked).not.toHaveBeenCalled();
  expect(document.body.textContent).toBe("");
});

it("nothing reported, or nothing told, takes no place", async () => {
  const asked = answered();
  await draw(<RoomSightings incident={told()} />);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  expect(document.body.textContent).toBe("");
});

it("what the node says anew is asked for at once", async () => {
  const asked = answered();
  await draw(<RoomSightings incident={told()} />);
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  asked.mockResolvedValue([seen(3)] as never);
  const fact = {
    label_ko: "발견 보고",
    label_en: "Reported found",
    value_ko: "14:03 · 길음로 3",
    value_en: "14:03 · 길음로 3",
    rings: [],
    urgent: true,
  };
  await draw(<RoomSightings incident={told({ facts: [fact] })} />);
  await shows("길음로 3");
});
