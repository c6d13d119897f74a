// How a player stays at the live edge: a little faster when behind, one jump when far behind. Pure.

export const HOLD_BEHIND_S = 0.15;
const SPEED_UP_BEHIND_S = 0.5;
const JUMP_BEHIND_S = 2;
const SLOWEST = 1.05;
const FASTEST = 1.5;

export type Steering = { rate: number } | { jump: true };

/** `behindS` is buffered end minus playhead; a rate above 1 holds until the player is close again. */
export function steer(behindS: number, rate: number): Steering {
  if (behindS > JUMP_BEHIND_S) return { jump: true };
  const catchingUp = rate > 1 && behindS > HOLD_BEHIND_S * 2;
  if (behindS <= SPEED_UP_BEHIND_S && !catchingUp) return { rate: 1 };
  const share = Math.min(1, behindS / JUMP_BEHIND_S);
  return { rate: Number((SLOWEST + (FASTEST - SLOWEST) * share).toFixed(2)) };
}
