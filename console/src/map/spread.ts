// Keeps marks from lying on each other: discs step aside just enough, and say by how much. Pure.

export interface Spot {
  x: number;
  y: number;
  /** Half of its width in px. */
  radius: number;
  /** The scene stays where it is. */
  isFixed: boolean;
  /** Where the camera looks, as an angle on the screen. */
  lean?: number | null;
}

export interface Offset {
  x: number;
  y: number;
}

const GAP_PX = 2;
/** Room for the pole that several discs share. */
const POLE_PX = 6;
const ROUNDS = 200;
const DONE_PX = 0.05;

/** A disc leans to where its camera looks; those of one pole that look nowhere known start evenly around it. */
function started(spots: readonly Spot[]): Spot[] {
  return spots.map((spot) => {
    const same = spots.filter((one) => !one.isFixed && isSamePole(one, spot));
    if (spot.isFixed || same.length < 2) return { ...spot };
    const turn = spot.lean ?? (same.indexOf(spot) / same.length) * 2 * Math.PI - Math.PI / 2;
    const away = spot.radius + POLE_PX;
    return { ...spot, x: spot.x + Math.cos(turn) * away, y: spot.y + Math.sin(turn) * away };
  });
}

function isSamePole(a: Spot, b: Spot): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < 1;
}

/** Moves one pair apart along the shorter way, as boxes: a press must find its own disc. How far it had to. */
function part(a: Spot, b: Spot): number {
  const least = a.radius + b.radius + GAP_PX;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const lacking = least - Math.max(Math.abs(dx), Math.abs(dy));
  if (lacking <= 0 || (a.isFixed && b.isFixed)) return 0;
  const isAcross = Math.abs(dx) > Math.abs(dy);
  const by = lacking * ((isAcross ? dx : dy) < 0 ? -1 : 1);
  const axis = isAcross ? "x" : "y";
  if (a.isFixed) b[axis] += by;
  else if (b.isFixed) a[axis] -= by;
  else {
    a[axis] -= by / 2;
    b[axis] += by / 2;
  }
  return lacking;
}

/** How far each spot stands from its true place, in px. The same spots always give the same offsets. */
export function spread(spots: readonly Spot[]): Offset[] {
  const placed = started(spots);
  for (let round = 0; round < ROUNDS; round++) {
    let most = 0;
    placed.forEach((a, i) => {
      for (const b of placed.slice(i + 1)) most = Math.max(most, part(a, b));
    });
    if (most < DONE_PX) break;
  }
  return placed.map((one, i) => {
    const from = spots[i] ?? one;
    const moved = { x: one.x - from.x, y: one.y - from.y };
    return Math.hypot(moved.x, moved.y) < 1.5 ? { x: 0, y: 0 } : moved;
  });
}
