// One tile on a page of its own: what `bongsu bench` measures. No node serves this page, and it shows nothing without a ticket.
import { createRoot } from "react-dom/client";
import type { Ticket } from "../api/feed";
import "../app/tokens.css";
import "../app/base.css";
import type { Stream } from "./protocol";
import { Tile } from "./Tile";

export type Sight = "picture" | "still";

declare global {
  interface Window {
    bongsuTile?: {
      /** Plays in a new tile. Answers the ms from its request to what was asked for; null when that did not come. */
      open: (
        ticket: Ticket,
        stream: Stream,
        what: Sight,
        withinMs: number,
      ) => Promise<number | null>;
      /** Answers when the tile says that it has ended: ms since the epoch. */
      ended: () => Promise<number>;
      close: () => void;
    };
  }
}

const holder = document.getElementById("root") ?? document.body;
const root = createRoot(holder);
let shown = 0;

const UNKNOWN = { state: "unknown", since: null, reason: null } as const;

function infoOf(cameraId: string) {
  return {
    cameraId,
    number: 1,
    name: cameraId,
    place: null,
    kind: null,
    distanceM: null,
    directionDeg: null,
    why: null,
    endsAt: null,
    camera: UNKNOWN,
  };
}

const requestedAt = (cameraId: string) =>
  performance.getEntriesByName(`bongsu:request:${cameraId}`)[0]?.startTime ?? Number.NaN;

/** Drawing a still gives the tile's canvas its size. */
const hasStill = () => (holder.querySelector("canvas")?.width ?? 0) > 1;

/** When it was seen; a still that a picture overtook is never seen. */
function seenAt(cameraId: string, what: Sight, withinMs: number): Promise<number | null> {
  return new Promise((tell) => {
    const over = (at: number | null) => {
      marks.disconnect();
      sizes.disconnect();
      clearTimeout(timer);
      tell(at);
    };
    const timer = setTimeout(() => over(null), withinMs);
    const marks = new PerformanceObserver((list) => {
      const mark = list.getEntriesByName(`bongsu:first-picture:${cameraId}`)[0];
      if (mark) over(what === "picture" ? mark.startTime : null);
    });
    const sizes = new MutationObserver(() => {
      if (what === "still" && hasStill()) over(performance.now());
    });
    marks.observe({ type: "mark" });
    sizes.observe(holder, { subtree: true, attributes: true, attributeFilter: ["width"] });
  });
}

async function open(ticket: Ticket, stream: Stream, what: Sight, withinMs: number) {
  const seen = seenAt(ticket.camera_id, what, withinMs);
  root.render(
    <Tile
      key={++shown}
      info={infoOf(ticket.camera_id)}
      ask={() => Promise.resolve(ticket)}
      stream={stream}
      watermark="bench"
    />,
  );
  const at = await seen;
  return at === null ? null : at - requestedAt(ticket.camera_id);
}

function ended(): Promise<number> {
  return new Promise((tell) => {
    const look = () => {
      if (!holder.querySelector(".is-ended")) return;
      changes.disconnect();
      tell(Date.now());
    };
    const changes = new MutationObserver(look);
    changes.observe(document.body, { subtree: true, attributes: true, childList: true });
    look();
  });
}

window.bongsuTile = { open, ended, close: () => root.render(null) };
