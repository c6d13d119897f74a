// What this browser remembers of its user's choices; a browser that refuses storage only forgets, it never fails.
import { useSyncExternalStore } from "react";

export interface Remembered<T extends string> {
  get(): T;
  set(value: T): void;
  use(): T;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be full or forbidden by policy: the choice then lasts until the page is closed.
  }
}

export function remembered<T extends string>(
  name: string,
  choices: readonly T[],
  first: T,
  onChange: (value: T) => void = () => {},
): Remembered<T> {
  const key = `bongsu.${name}`;
  const kept = read(key);
  let value = choices.find((choice) => choice === kept) ?? first;
  const listeners = new Set<() => void>();
  const get = () => value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  onChange(value);
  return {
    get,
    set(next) {
      value = next;
      write(key, next);
      onChange(next);
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
