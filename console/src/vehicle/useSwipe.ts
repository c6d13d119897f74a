// Sideways swipes on an element; the press that ends a swipe is not also a click.
import { type MouseEvent, type PointerEvent, useRef } from "react";
import { swipeOf, type Touch } from "./swipe";

export function useSwipe(onSwipe: (steps: 1 | -1) => void) {
  const from = useRef<Touch | null>(null);
  const wasSwipe = useRef(false);
  return {
    onPointerDown: (event: PointerEvent) => {
      from.current = { x: event.clientX, y: event.clientY };
      wasSwipe.current = false;
    },
    onPointerUp: (event: PointerEvent) => {
      if (!from.current) return;
      const steps = swipeOf(from.current, { x: event.clientX, y: event.clientY });
      from.current = null;
      wasSwipe.current = steps !== 0;
      if (steps !== 0) onSwipe(steps);
    },
    onPointerCancel: () => {
      from.current = null;
    },
    onClickCapture: (event: MouseEvent) => {
      if (!wasSwipe.current) return;
      wasSwipe.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
  };
}
