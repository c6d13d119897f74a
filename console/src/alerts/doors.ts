// The disaster service's doors that this page knocks at.
import { type Answer, ask, type Body, tell } from "../api/client";

export type Sensor = Answer<"WaterSensors">[number];
export type Heard = Answer<"HeardAlerts">["alerts"][number];
export type Refused = Answer<"HeardAlerts">["refused"][number];
export type OwnAlert = Answer<"ListOwnAlerts">[number];
export type Spoken = Body<"SendOwnAlert">;

const ROOT = "/api/disaster";

export const doors = {
  sensors: () => ask<"WaterSensors">(`${ROOT}/sensors`),
  confirm: (sensor: string) =>
    tell<"ConfirmLevel">(`${ROOT}/sensors/${encodeURIComponent(sensor)}/confirm`),
  heard: () => ask<"HeardAlerts">(`${ROOT}/heard`),
  own: () => ask<"ListOwnAlerts">(`${ROOT}/alerts`),
  send: (said: Spoken) => tell<"SendOwnAlert">(`${ROOT}/alerts`, said),
};
