// The node's time as this page knows it. A room's PC may be minutes off; the feed's greeting corrects it.
import { useSyncExternalStore } from "react";

let offsetMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = 0;

export function nodeNow(): number {
  return Date.now() + offsetMs;
}

export function setNodeTime(iso: string): void {
  const told = Date.parse(iso);
  if (Number.isFinite(told)) offsetMs = told - Date.now();
}

function tick(): void {
  second = Math.floor(nodeNow() / 1000) * 1000;
  for (const listener of listeners) listener();
  // Aligned to the second, so that every clock on the page turns at once.
  timer = setTimeout(tick, 1000 - (nodeNow() % 1000) + 5);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** The current second, in ms since the epoch; redraws once a second. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, () => second || Math.floor(nodeNow() / 1000) * 1000);
}
