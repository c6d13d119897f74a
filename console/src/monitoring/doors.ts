// The node's doors to selective monitoring. What a role may not do is refused there; the page only asks.
import { ask, type Body, call, readFile, saveFile, tell } from "../api/client";
import type { Ticket } from "../api/feed";
import type {
  Alarm,
  Category,
  FalseReason,
  Load,
  Missed,
  RegisterRow,
  Rule,
  Rules,
  Shelf,
  Tuning,
  Verdict,
} from "./types";

const ROOT = "/api/monitoring";
const ROWS = 100;
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
  mayAnnounce: (alarm: string) => call<{ may: boolean }>("GET", `${of(alarm)}/announce`),
  announce: (alarm: string, text: string) =>
    call<{ text_ko: string; text_en: string }>("POST", `${of(alarm)}/announce`, { text }),
  shelves: () => call<Shelf[]>("GET", `${ROOT}/shelves`),
  shelve: (given: { camera_id: string; rule_id: string | null; minutes: number; reason: string }) =>
    call<Shelf>("POST", `${ROOT}/shelves`, given),
  endShelf: (shelf: string) => call<void>("POST", `${ROOT}/shelves/${id(shelf)}/end`),
  tunings: (camera: string | null) =>
    call<Tuning[]>("GET", `${ROOT}/tunings${camera ? `?camera_id=${id(camera)}` : ""}`),
  undoTuning: (tuning: string, reason: string) =>
    call<void>("POST", `${ROOT}/tunings/${id(tuning)}/undo`, { reason }),
  load: (from: string, to: string) =>
    call<Load>("GET", `${ROOT}/load?${new URLSearchParams({ from, to })}`),
  missed: (given: { camera_id: string; at: string; kind: string; note: string }) =>
    call<Missed>("POST", `${ROOT}/missed`, given),
  useRegister: () => call<RegisterRow[]>("GET", `${ROOT}/register`),
  registerFile: (reason: string) => saveFile(`${ROOT}/register/csv`, { reason }),
  workers: () => ask<"Workers">(`${ROOT}/workers`),
  cameras: (wanted: { search: string; state: string; after: string }) => {
    const query = new URLSearchParams({ limit: String(ROWS) });
    for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
    return ask<"WatchedCameras">(`${ROOT}/cameras?${query}`);
  },
  switchWatching: (given: Body<"SwitchWatching">) =>
    tell<"SwitchWatching">(`${ROOT}/cameras`, given),
  rules: (camera: string) =>
    ask<"CameraRules">(`${ROOT}/cameras/${id(camera)}/rules`) as Promise<Rules>,
  changeRules: (camera: string, version: number, rules: readonly Rule[]) =>
    call<Rules>("PUT", `${ROOT}/cameras/${id(camera)}/rules`, { version, rules }),
  attend: (camera: string, minutes: number) =>
    tell<"AttendCamera">(`${ROOT}/cameras/${id(camera)}/attention`, { minutes }),
};
