// Keyboard shortcuts by physical key: with Hangul on, `event.key` is a jamo or `Process`, `event.code` never changes.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { remembered } from "./remembered";

export interface KeyBinding {
  /** `KeyboardEvent.code`, for example `KeyM`, `Digit1`, `Slash`. */
  code: string;
  shift?: boolean;
  /** What the list of keys says; without it the binding is not listed. */
  label?: string;
  /** What is printed on the key, where the code does not say it. */
  cap?: string;
  run: (event: KeyboardEvent) => void;
}

export const shortcuts = remembered<"on" | "off">("shortcuts", ["on", "off"], "on");

const layers: { bindings: readonly KeyBinding[] }[] = [];
const listeners = new Set<() => void>();
let listed: readonly KeyBinding[] = [];

function changed(): void {
  listed = layers.flatMap((layer) => layer.bindings.filter((binding) => binding.label));
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Enter and Space on a button or link are that element's own. */
function isOwnKey(event: KeyboardEvent): boolean {
  const isPress = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
  return isPress && event.target instanceof Element && event.target.closest("button, a") !== null;
}

/** A dialog owns the keyboard while it is open. */
function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"],[role="alertdialog"]') !== null;
}

export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented)
    return;
  if (isTyping(event.target) || isOwnKey(event) || isDialogOpen()) return;
  for (const layer of [...layers].reverse()) {
    for (const binding of layer.bindings) {
      if (binding.code !== event.code || (binding.shift ?? false) !== event.shiftKey) continue;
      // "?" itself always answers, so that shortcuts can be switched on again.
      if (shortcuts.get() === "off" && binding.code !== "Slash") return;
      event.preventDefault();
      binding.run(event);
      return;
    }
  }
}

function mount(layer: { bindings: readonly KeyBinding[] }): () => void {
  if (layers.length === 0) window.addEventListener("keydown", handleKey);
  layers.push(layer);
  changed();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) window.removeEventListener("keydown", handleKey);
    changed();
  };
}

/** Binds keys while the calling component is on the page; the latest component wins a key. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const layer = useRef({ bindings });
  const labels = bindings.map((binding) => `${binding.code}${binding.label}`).join();
  useEffect(() => mount(layer.current), []);
  useEffect(() => {
    layer.current.bindings = bindings;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is redrawn when its text changes
  useEffect(changed, [labels]);
}

export function useListedKeys(): readonly KeyBinding[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => listed,
  );
}

export function capOf(binding: KeyBinding): string {
  return binding.cap ?? binding.code.replace(/^(Key|Digit)/, "");
}
