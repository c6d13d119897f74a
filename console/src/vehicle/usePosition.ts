// Follows the vehicle by its own receiver, or by what the dispatch system says of it, and tells the node at most once a second.
import { useEffect, useRef, useState } from "react";
import type { Responder } from "../api/feed";
import { nodeNow } from "../app/clock";
import { useFeedConnection } from "../feed/FeedProvider";
import { type Fix, fixOf, fixOfResponder, follow, mayTell } from "./position";

const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 2000, timeout: 20_000 };

export function usePosition(responder: Responder | null): Fix | null {
  const feed = useFeedConnection();
  const [own, setOwn] = useState<Fix | null>(null);
  const [told, setTold] = useState<Fix | null>(null);
  const last = useRef<Fix | null>(null);
  const toldMs = useRef<number | null>(null);
  useEffect(() => {
    const watch = navigator.geolocation?.watchPosition(
      ({ coords }) => {
        const now = nodeNow();
        const fix = follow(last.current, fixOf(coords, now));
        last.current = fix;
        setOwn(fix);
        if (!mayTell(toldMs.current, now)) return;
        const [lon, lat] = fix.at;
        const position = { lat, lon, heading_deg: fix.headingDeg, speed_kmh: fix.speedKmh };
        if (feed.send({ want: "position", ...position })) toldMs.current = now;
      },
      // Without permission or signal the dispatch system's position stands in.
      () => {},
      OPTIONS,
    );
    return () => {
      if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    };
  }, [feed]);
  useEffect(() => {
    const fix = responder && fixOfResponder(responder);
    if (fix) setTold((before) => follow(before, fix));
  }, [responder]);
  return own ?? told;
}
