// What every map of ours shares: it is drawn into a holder, painted anew with the theme, and brought closer by two buttons.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../app/language";
import { theme } from "../app/theme";
import { words } from "./words";

interface Drawn {
  zoomBy(levels: number): void;
  repaint(): void;
  remove(): void;
}

/** `make` is called once, when the holder is there; a screen without WebGL has no map, and lists must go on. */
export function useDrawn<T extends Drawn>(make: (holder: HTMLDivElement) => T) {
  const holder = useRef<HTMLDivElement>(null);
  const first = useRef(make);
  const [map, setMap] = useState<T | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    if (!holder.current) return;
    try {
      const made = first.current(holder.current);
      setMap(made);
      return () => made.remove();
    } catch {
      setBroken(true);
    }
  }, []);
  const themeNow = theme.use();
  const painted = useRef(themeNow);
  useEffect(() => {
    if (painted.current !== themeNow) map?.repaint();
    painted.current = themeNow;
  }, [map, themeNow]);
  return { holder, map, isBroken };
}

export function Zoom({ map }: { map: Drawn }) {
  const w = useWords(words);
  return (
    <>
      <button type="button" onClick={() => map.zoomBy(1)} aria-label={w.closer} title={w.closer}>
        +
      </button>
      <button type="button" onClick={() => map.zoomBy(-1)} aria-label={w.farther} title={w.farther}>
        −
      </button>
    </>
  );
}
