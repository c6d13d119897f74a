// Where the phone is, asked for by a press; it is sent nowhere before the form is.
import { useEffect, useRef, useState } from "react";
import type { Place } from "../place";

export type Finding = "idle" | "finding" | "denied" | "failed" | "none";
const DENIED = 1;
const WITHIN_MS = 15_000;

export function useMyPlace(onFound: (place: Place, accuracyM: number) => void) {
  const [finding, setFinding] = useState<Finding>("idle");
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const find = () => {
    if (!("geolocation" in navigator) || !window.isSecureContext) {
      setFinding("none");
      return;
    }
    setFinding("finding");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!isHere.current) return;
        setFinding("idle");
        const round = (value: number) => Math.round(value * 1e6) / 1e6;
        onFound(
          { lat: round(coords.latitude), lon: round(coords.longitude) },
          Math.round(coords.accuracy),
        );
      },
      (error) => isHere.current && setFinding(error.code === DENIED ? "denied" : "failed"),
      { enableHighAccuracy: true, timeout: WITHIN_MS, maximumAge: 0 },
    );
  };
  return { finding, find };
}
