// Arrow keys as a compass of eight: two held together are the direction between them. Pure but for the hook.
import { useEffect, useRef } from "react";

const KEYS: Record<string, [east: number, north: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
/** Long enough to press a second key for a diagonal, short enough to feel at once. */
const SETTLE_MS = 220;

export function bearingOfKeys(held: ReadonlySet<string>): number | null {
  let east = 0;
  let north = 0;
  for (const code of held) {
    east += KEYS[code]?.[0] ?? 0;
    north += KEYS[code]?.[1] ?? 0;
  }
  if (east === 0 && north === 0) return null;
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

export function useCompassKeys(isOn: boolean, onChoose: (bearingDeg: number) => void): void {
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  useEffect(() => {
    if (!isOn) return;
    const held = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const down = (event: KeyboardEvent) => {
      if (!(event.code in KEYS)) return;
      event.preventDefault();
      event.stopPropagation();
      held.add(event.code);
      const bearing = bearingOfKeys(held);
      clearTimeout(timer);
      if (bearing !== null) timer = setTimeout(() => latest.current(bearing), SETTLE_MS);
    };
    const up = (event: KeyboardEvent) => held.delete(event.code);
    window.addEventListener("keydown", down, true);
    window.addEventListener("keyup", up, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", down, true);
      window.removeEventListener("keyup", up, true);
    };
  }, [isOn]);
}
