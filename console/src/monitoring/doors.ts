// The node's doors to selective monitoring. What a role may not do is refused there; the page only asks.
import { ask, type Body, put, readFile, saveFile, tell } from "../api/client";
import type { Category, FalseReason, Rule, Rules, Verdict } from "./types";

const ROOT = "/api/monitoring";
const ROWS = 100;
const id = encodeURIComponent;
const of = (alarm: string) => `${ROOT}/alarms/${id(alarm)}`;

const alarms = {
  open: (alarm: string) => tell<"OpenAlarm">(`${of(alarm)}/open`),
  clip: (alarm: string) => readFile(`${of(alarm)}/clip`),
  picture: (alarm: string) => readFile(`${of(alarm)}/picture`),
  verdict: (alarm: string, verdict: Verdict, reason: FalseReason | null) =>
    tell<"AnswerMonitoringAlarm">(`${of(alarm)}/verdict`, { verdict, reason, note: "" }),
  undoVerdict: (alarm: string) => tell<"UndoVerdict">(`${of(alarm)}/undo`),
  register: (alarm: string, category: Category) =>
    tell<"OpenIncidentOfAlarm">(`${of(alarm)}/incident`, { category }),
  mayAnnounce: (alarm: string) => ask<"MayAnnounce">(`${of(alarm)}/announce`),
  announce: (alarm: string, text: string) => tell<"Announce">(`${of(alarm)}/announce`, { text }),
  shelves: () => ask<"Shelves">(`${ROOT}/shelves`),
  shelve: (given: Body<"Shelve">) => tell<"Shelve">(`${ROOT}/shelves`, given),
  endShelf: (shelf: string) => tell<"EndShelf">(`${ROOT}/shelves/${id(shelf)}/end`),
};

const watching = {
  cameras: (wanted: { search: string; on?: string; state: string; after: string }) => {
    const query = new URLSearchParams({ limit: String(ROWS) });
    for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
    return ask<"WatchedCameras">(`${ROOT}/cameras?${query}`);
  },
  switchWatching: (given: Body<"SwitchWatching">) =>
    tell<"SwitchWatching">(`${ROOT}/cameras`, given),
  rules: (camera: string) =>
    ask<"CameraRules">(`${ROOT}/cameras/${id(camera)}/rules`) as Promise<Rules>,
  changeRules: (camera: string, version: number, rules: readonly Rule[]) =>
    put<"ChangeRules">(`${ROOT}/cameras/${id(camera)}/rules`, {
      version,
      rules: [...rules],
    }) as Promise<Rules>,
  workers: () => ask<"Workers">(`${ROOT}/workers`),
};

const weighing = {
  load: (from: string, to: string) =>
    ask<"MonitoringLoad">(`${ROOT}/load?${new URLSearchParams({ from, to })}`),
  tunings: (camera: string | null) =>
    ask<"Tunings">(`${ROOT}/tunings${camera ? `?camera_id=${id(camera)}` : ""}`),
  undoTuning: (tuning: string, reason: string) =>
    tell<"UndoTuning">(`${ROOT}/tunings/${id(tuning)}/undo`, { reason }),
  missed: (given: Body<"ReportMissed">) => tell<"ReportMissed">(`${ROOT}/missed`, given),
  useRegister: () => ask<"AiRegister">(`${ROOT}/register`),
  registerFile: (reason: string) => saveFile(`${ROOT}/register/csv`, { reason }),
};

export const doors = { ...alarms, ...watching, ...weighing };
