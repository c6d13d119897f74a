// One tile on a page of its own: what `bongsu bench` measures. No node serves this page, and it shows nothing without a ticket.
import { createRoot } from "react-dom/client";
import type { Ticket } from "../api/feed";
import "../app/tokens.css";
import "../app/base.css";
import type { Stream } from "./protocol";
import { Tile } from "./Tile";

/** Milliseconds since the tile was told to play; null when it has not happened in time. */
export interface Seen {
  pictureMs: number | null;
  stillMs: number | null;
}

declare global {
  interface Window {
    bongsuTile?: {
      /** Plays in a new tile, and answers when the first picture was painted. */
      open: (ticket: Ticket, stream: Stream, withinMs: number) => Promise<Seen>;
      /** Answers when the tile says that it has ended: ms since the epoch. */
      ended: () => Promise<number>;
      close: () => void;
    };
  }
}

const holder = document.getElementById("root");
if (!holder) throw new Error("the page has no place for a tile");
const root = createRoot(holder);
let shown = 0;
let stillAt: number | null = null;

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
function noteStill(): void {
  const canvas = holder?.querySelector("canvas");
  if (stillAt === null && canvas && canvas.width > 1) stillAt = performance.now();
}

function pictureAt(cameraId: string, withinMs: number): Promise<number | null> {
  return new Promise((tell) => {
    const over = (at: number | null) => {
      marks.disconnect();
      clearTimeout(timer);
      tell(at);
    };
    const timer = setTimeout(() => over(null), withinMs);
    const marks = new PerformanceObserver((list) => {
      const mark = list.getEntriesByName(`bongsu:first-picture:${cameraId}`)[0];
      if (mark) over(mark.startTime);
    });
    marks.observe({ type: "mark" });
  });
}

async function open(ticket: Ticket, stream: Stream, withinMs: number): Promise<Seen> {
  const cameraId = ticket.camera_id;
  stillAt = null;
  const painted = pictureAt(cameraId, withinMs);
  root.render(
    <Tile
      key={++shown}
      info={infoOf(cameraId)}
      ask={() => Promise.resolve(ticket)}
      stream={stream}
      watermark="bench"
    />,
  );
  const at = await painted;
  const from = requestedAt(cameraId);
  const still = stillAt as number | null;
  return {
    pictureMs: at === null ? null : at - from,
    stillMs: still === null ? null : still - from,
  };
}

function ended(): Promise<number> {
  return new Promise((tell) => {
    const look = () => {
      if (!holder?.querySelector(".is-ended")) return;
      changes.disconnect();
      tell(Date.now());
    };
    const changes = new MutationObserver(look);
    changes.observe(document.body, { subtree: true, attributes: true, childList: true });
    look();
  });
}

new MutationObserver(noteStill).observe(holder, {
  subtree: true,
  attributes: true,
  attributeFilter: ["width"],
});

window.bongsuTile = { open, ended, close: () => root.render(null) };
