// The node's doors to selective monitoring. What a role may not do is refused there; the page only asks.
import { call, readFile } from "../api/client";
import type { Ticket } from "../api/feed";
import type { Alarm, Category, FalseReason, Shelf, Verdict, Workers } from "./types";

const ROOT = "/api/monitoring";
const id = encodeURIComponent;
const of = (alarm: string) => `${ROOT}/alarms/${id(alarm)}`;

export const doors = {
  open: (alarm: string) => call<Ticket>("POST", `${of(alarm)}/open`),
  clip: (alarm: string) => readFile(`${of(alarm)}/clip`),
  picture: (alarm: string) => readFile(`${of(alarm)}/picture`),
  verdict: (alarm: string, verdict: Verdict, reason: FalseReason | null) =>
    call<Alarm>("POST", `${of(alarm)}/verdict`, { verdict, reason }),
  undoVerdict: (alarm: string) => call<Alarm>("POST", `${of(alarm)}/undo`),
  register: (alarm: string, category: Category) =>
    call<{ incident_id: string }>("POST", `${of(alarm)}/incident`, { category }),
  announce: (alarm: string, text: string) => call<void>("POST", `${of(alarm)}/announce`, { text }),
  shelves: () => call<Shelf[]>("GET", `${ROOT}/shelves`),
  shelve: (given: { camera_id: string; rule_id: string | null; minutes: number; reason: string }) =>
    call<Shelf>("POST", `${ROOT}/shelves`, given),
  endShelf: (shelf: string) => call<void>("POST", `${ROOT}/shelves/${id(shelf)}/end`),
  workers: () => call<Workers>("GET", `${ROOT}/workers`),
};
