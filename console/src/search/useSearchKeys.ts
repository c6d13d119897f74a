// 1, 2, 3: the three answers of the camera before the operator, without a mouse.
import { useEffect, useRef } from "react";

const KEYS = new Set(["1", "2", "3"]);

export function useSearchKeys() {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement | null;
      if (!KEYS.has(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      if (at?.matches("input, textarea, select")) return;
      const answers = holder.current?.querySelectorAll<HTMLButtonElement>(".search-answers button");
      answers?.[Number(event.key) - 1]?.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return holder;
}
