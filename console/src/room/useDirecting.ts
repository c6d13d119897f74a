// Directing (지휘): shown here at once, confirmed by the feed, taken back with a word when it could not be delivered.
import { useEffect, useState } from "react";
import { api, type Direct } from "../api/client";
import type { Directing, Incident } from "../api/feed";
import { nodeNow } from "../app/clock";

export interface Director {
  directing: Directing;
  hasFailed: boolean;
  choose: (cameraId: string) => void;
  point: (cameraId: string, x: number, y: number) => void;
  flight: (bearingDeg: number | null) => void;
  say: (text: string) => void;
  move: (lat: number, lon: number) => void;
  close: () => void;
  renew: (grantId: string) => void;
}

const FAILURE_SHOWN_MS = 6000;

function foreseen(order: Direct): Partial<Directing> {
  const at = new Date(nodeNow()).toISOString();
  const by = "";
  const change: Partial<Directing> = {};
  if (order.chosen_camera_id !== undefined) change.chosen_camera_id = order.chosen_camera_id;
  if (order.pointer) change.pointer = { ...order.pointer, at, by };
  if (order.arrow !== undefined) change.arrow = order.arrow && { ...order.arrow, at, by };
  if (order.line !== undefined) change.line = order.line ? { text: order.line, at, by } : null;
  return change;
}

const NOTHING: Directing = { chosen_camera_id: null, pointer: null, arrow: null, line: null };

export function useDirecting(incident: Incident | null): Director {
  const id = incident?.incident_id ?? "";
  const told = incident?.directing ?? NOTHING;
  const [ahead, setAhead] = useState<Partial<Directing>>({});
  const [hasFailed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the feed says replaces what was foreseen
  useEffect(() => setAhead({}), [told, id]);
  useEffect(() => {
    if (!hasFailed) return;
    const timer = setTimeout(() => setFailed(false), FAILURE_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [hasFailed]);
  const send = (sent: Promise<void>) => {
    setFailed(false);
    sent.catch(() => {
      setAhead({});
      setFailed(true);
    });
  };
  const direct = (order: Direct) => {
    if (!incident?.may_direct) return;
    setAhead((before) => ({ ...before, ...foreseen(order) }));
    send(api.direct(id, order));
  };
  return {
    directing: { ...told, ...ahead },
    hasFailed,
    choose: (chosen_camera_id) => direct({ chosen_camera_id }),
    point: (camera_id, x, y) => direct({ pointer: { camera_id, x, y } }),
    flight: (bearing_deg) => direct({ arrow: bearing_deg === null ? null : { bearing_deg } }),
    say: (line) => direct({ line }),
    move: (lat, lon) => id && send(api.move(id, lat, lon)),
    close: () => id && send(api.close(id)),
    renew: (grantId) => send(api.renew(grantId)),
  };
}
