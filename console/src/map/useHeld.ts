// A new scene reaches the map only after its first picture: drawing the map must not delay it, least of all without a GPU.
import { useEffect, useState } from "react";
import { FIRST_PICTURE } from "../live/measure";
import type { MapScene } from "./scene";

/** The map follows after this even when no picture comes; a room expects it within two seconds. */
const AT_MOST_MS = 900;
/** Tiles of one incident come within a breath of each other. */
const AFTER_FIRST_MS = 120;

export interface Held {
  scene: MapScene | null;
  isHeld: boolean;
}

export function useHeld(scene: MapScene | null): Held {
  const id = scene?.id ?? "";
  const [released, setReleased] = useState("");
  const mustWait = scene !== null && scene.cameras.length > 0 && released !== id;
  useEffect(() => {
    if (!mustWait) {
      setReleased(id);
      return;
    }
    const release = () => setReleased(id);
    let timer = setTimeout(release, AT_MOST_MS);
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(release, AFTER_FIRST_MS);
    };
    window.addEventListener(FIRST_PICTURE, soon, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener(FIRST_PICTURE, soon);
    };
  }, [mustWait, id]);
  return { scene: mustWait ? null : scene, isHeld: mustWait };
}
