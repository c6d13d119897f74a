// Which camera a screen shows: the one that the room directs, or the viewer's own after breaking away. Pure.
import type { IncidentTile } from "../api/feed";

const SHOWS_NOTHING = ["dead", "unsupported"];

export interface Shown {
  tile: IncidentTile | null;
  /** The room directs, and this is what it directs. */
  isDirected: boolean;
  /** The room directs, and this screen has broken away. */
  isFree: boolean;
}

function byRank(tiles: readonly IncidentTile[]): IncidentTile[] {
  return [...tiles].sort((a, b) => a.rank - b.rank);
}

/** `own` is null while following; a camera that is no longer lent brings the screen back to the room. */
export function shownOf(
  tiles: readonly IncidentTile[],
  directed: string | null,
  own: string | null,
): Shown {
  const find = (id: string | null) => tiles.find((tile) => tile.camera_id === id) ?? null;
  const chosen = find(directed);
  const mine = find(own);
  if (mine) {
    const isSame = mine.camera_id === chosen?.camera_id;
    return { tile: mine, isDirected: isSame, isFree: chosen !== null && !isSame };
  }
  if (chosen) return { tile: chosen, isDirected: true, isFree: false };
  const ranked = byRank(tiles);
  const best = ranked.find((tile) => !SHOWS_NOTHING.includes(tile.state)) ?? ranked[0] ?? null;
  return { tile: best, isDirected: false, isFree: false };
}

/** The camera `steps` further along the ranks; cameras without a picture are passed over while others have one. */
export function stepFrom(
  tiles: readonly IncidentTile[],
  from: string | null,
  steps: 1 | -1,
): IncidentTile | null {
  const ranked = byRank(tiles);
  if (ranked.length === 0) return null;
  const found = ranked.findIndex((tile) => tile.camera_id === from);
  const start = found < 0 && steps < 0 ? 0 : found;
  const at = (n: number) => {
    const index = (start + steps * n) % ranked.length;
    return ranked[index < 0 ? index + ranked.length : index] ?? null;
  };
  for (let n = 1; n <= ranked.length; n++) {
    const tile = at(n);
    if (tile && !SHOWS_NOTHING.includes(tile.state)) return tile;
  }
  return at(1);
}
