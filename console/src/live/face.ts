// Which of its designed states a tile shows, and in which words. Pure: tile, player and language in, words out.
import type { CameraState } from "../api/feed";
import { seoulMinute, seoulTime, toMs } from "../app/format";
import { MEDIA_AWAY, type PlayerState } from "./player";
import type { words as both } from "./words";

type Words = (typeof both)["ko"];

export interface TileEnd {
  at: string | null;
  reason: string;
  by: string | null;
  /** Words from the node, preferred over our own. */
  text?: string | null;
}

export type FaceKind =
  | "live"
  | "loading"
  | "frozen"
  | "dead"
  | "unsupported"
  | "refused"
  | "ended"
  | "down";

export interface Face {
  kind: FaceKind;
  title: string;
  detail: string;
  /** Since when, ms; a still is kept ten seconds from here. */
  since: number | null;
}

export interface KnownCamera {
  state: CameraState;
  since: string | null;
  reason: string | null;
}

/** Whose line does not stand, and since when. */
export interface Cut {
  centre: string;
  since: string | null;
}

function pick<T extends Record<string, string>>(
  from: T & { other: string },
  key: string | null,
): string {
  return (key && from[key]) || from.other;
}

function lines(...parts: (string | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(" · ");
}

function endedFace(end: TileEnd, w: Words): Face {
  return {
    kind: "ended",
    title: w.ended,
    detail: lines(
      end.at && seoulTime(end.at),
      end.text || pick(w.endReasons, end.reason),
      end.by && w.by(end.by),
    ),
    since: null,
  };
}

function cutFace(cut: Cut, player: PlayerState, w: Words): Face {
  const still = player.capturedAt !== null && w.lastPicture(seoulTime(player.capturedAt));
  const since = toMs(cut.since);
  return {
    kind: "down",
    title: w.cutTitle(cut.centre),
    detail: lines(since !== null && w.cutSince(seoulMinute(since)), still),
    // the last picture stays as long as the line is away
    since: null,
  };
}

function cameraFace(camera: KnownCamera, player: PlayerState, w: Words): Face | null {
  const since = toMs(camera.since) ?? player.since;
  const still = player.capturedAt !== null && w.lastStill(seoulTime(player.capturedAt));
  const why = camera.reason ? pick(w.cameraReasons, camera.reason) : null;
  switch (camera.state) {
    case "frozen":
      return {
        kind: "frozen",
        title: w.frozen(seoulTime(since)),
        detail: lines(why, still),
        since,
      };
    case "dead":
      return {
        kind: "dead",
        title: w.dead(seoulTime(since)),
        detail: lines(why ?? w.cameraReasons.other, still),
        since,
      };
    case "unsupported":
      return { kind: "unsupported", title: w.unsupported, detail: w.unsupportedWhy, since };
    default:
      return null;
  }
}

/** `known` is what the feed says of the camera, for tiles whose own socket does not stand. */
export function faceOf(
  player: PlayerState,
  known: KnownCamera,
  end: TileEnd | null,
  w: Words,
  cut: Cut | null = null,
): Face {
  if (end) return endedFace(end, w);
  if (player.phase === "ended") {
    const at = new Date(player.since).toISOString();
    // The protocol's `by` is an account's or a system's id, for the trail and not for a screen.
    return endedFace({ at, reason: player.reason ?? "", by: null }, w);
  }
  if (player.phase === "live") return { kind: "live", title: "", detail: "", since: null };
  if (player.phase === "refused") {
    return {
      kind: "refused",
      title: w.refused,
      detail: pick(w.refusals, player.reason),
      since: null,
    };
  }
  if (cut) return cutFace(cut, player, w);
  const told = player.camera.state === "unknown" ? known : player.camera;
  const camera = cameraFace(told, player, w);
  if (camera) return camera;
  if (player.phase === "down") {
    return {
      kind: "down",
      title: w.down,
      detail: player.reason === MEDIA_AWAY ? w.mediaAway : w.downWhy(seoulTime(player.since)),
      since: player.since,
    };
  }
  const still = player.capturedAt === null ? "" : w.stillAt(seoulTime(player.capturedAt));
  return { kind: "loading", title: w.loading, detail: still, since: null };
}
