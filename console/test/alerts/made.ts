// A water level and an alert of our own, whole; a test changes what it is about.
import type { OwnAlert, Sensor } from "../../src/alerts/doors";

export function sensor(id: string, more: Partial<Sensor> = {}): Sensor {
  return {
    sensor_id: id,
    name: `정릉천 ${id}`,
    lat: 37.6,
    lon: 127.02,
    warn_cm: 150,
    alarm_cm: 250,
    level_cm: 60,
    at: "2026-11-21T05:09:00Z",
    state: "normal",
    waits_since: null,
    incident_id: null,
    ...more,
  };
}

export function own(id: string, more: Partial<OwnAlert> = {}): OwnAlert {
  return {
    alert_id: id,
    chain: id,
    msg_type: "Alert",
    standing: "holds",
    exercise: false,
    sent: "2026-11-21T05:00:00Z",
    expires: "2026-11-21T08:00:00Z",
    severity: "Severe",
    category: "Met",
    event_ko: "침수경보",
    event_en: "Flood warning",
    text_ko: "정릉천을 벗어나세요",
    text_en: "Leave the stream",
    area_name: "정릉천",
    ring: [
      [127.01, 37.6],
      [127.02, 37.6],
      [127.02, 37.61],
      [127.01, 37.6],
    ],
    ...more,
  };
}
