// Whether a clip stands at the moment of its alarm: only then does what is drawn over it lie on what it is about.
import { type RefObject, useEffect, useState } from "react";

/** A walking person has moved by less than their own width. */
const AROUND_S = 0.4;

type Clip = Pick<HTMLVideoElement, "currentTime" | "duration">;

/** Where in the clip the moment is; 0 while its length is not known. */
export function momentOf(clip: Clip, afterS: number): number {
  return Number.isFinite(clip.duration) ? Math.max(0, clip.duration - afterS) : 0;
}

export function isMoment(clip: Clip, afterS: number): boolean {
  const isKnown = Number.isFinite(clip.duration) && clip.duration > 0;
  return isKnown && Math.abs(clip.currentTime - momentOf(clip, afterS)) <= AROUND_S;
}

export function useIsMoment(video: RefObject<HTMLVideoElement | null>, afterS: number): boolean {
  const [stands, setStands] = useState(false);
  useEffect(() => {
    let next = 0;
    const look = () => {
      setStands(video.current !== null && isMoment(video.current, afterS));
      next = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(next);
  }, [video, afterS]);
  return stands;
}
