// A swipe on the picture: far enough, mostly sideways. Pure.

export interface Touch {
  x: number;
  y: number;
}

const FAR_PX = 48;
const SLANT = 1.4;

/** 1 is the next camera (the finger goes left), -1 the one before, 0 no swipe. */
export function swipeOf(from: Touch, to: Touch): 1 | 0 | -1 {
  const across = to.x - from.x;
  const down = to.y - from.y;
  if (Math.abs(across) < FAR_PX || Math.abs(across) < Math.abs(down) * SLANT) return 0;
  return across < 0 ? 1 : -1;
}
