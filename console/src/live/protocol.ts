// The words between a tile and the media process (docs/architecture.md, "Live picture").
import type { CameraState } from "../api/feed";

export type Stream = "main" | "sub";
export const FRAME = { init: 1, fragment: 2, still: 3 } as const;
const HEADER_BYTES = 9;

export interface Frame {
  kind: number;
  /** Capture time, ms since the epoch, by the media process's clock. */
  capturedAt: number;
  payload: Uint8Array<ArrayBuffer>;
}

export type MediaText =
  | {
      type: "accepted";
      camera_id: string;
      grant_id: string;
      ends_at: string;
      viewer: string | null;
    }
  | { type: "refused"; reason: string; detail?: string }
  | { type: "init"; codec: string; width: number; height: number; stream: Stream }
  | { type: "state"; state: CameraState; since: string; reason: string | null }
  | { type: "ended"; reason: string; by: string | null };

/** Null for a frame too short to be one of ours. */
export function readFrame(data: ArrayBuffer): Frame | null {
  if (data.byteLength < HEADER_BYTES) return null;
  const view = new DataView(data);
  return {
    kind: view.getUint8(0),
    capturedAt: view.getFloat64(1),
    payload: new Uint8Array(data, HEADER_BYTES),
  };
}

export function readText(data: string): MediaText | null {
  try {
    const said: unknown = JSON.parse(data);
    return typeof said === "object" && said !== null && "type" in said ? (said as MediaText) : null;
  } catch {
    return null;
  }
}
