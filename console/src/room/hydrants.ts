// Hydrants near a fire call's scene: asked once for a place, shown as marks and as one line. Pure but for the question.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Answer, ask } from "../api/client";
import type { Incident } from "../api/feed";

import { distance } from "../app/format";
import type { MapWater } from "../map/scene";
import type { words } from "./words";

type HydrantWords = (typeof words)["ko"]["hydrants"];
const NO_MARKS: readonly MapWater[] = [];
export type Hydrant = Answer<"Hydrants">[number];

/** As marks of the map. */
export function marksOf(water: Water, words: HydrantWords): readonly MapWater[] {
  if (water.kind !== "known") return NO_MARKS;
  return water.hydrants.map((one) => ({
    id: one.hydrant_id,
    at: [one.lon, one.lat],
    label: words.mark(words.kinds[one.kind] ?? one.kind, distance(one.distance_m)),
  }));
}

const FIRE = ["FIRE_ROOM", "FIRE_CAR"];
const AGAIN_AFTER_MS = 600_000;

export type Water =
  | { kind: "none" }
  | { kind: "asked" }
  | { kind: "failed" }
  | { kind: "known"; hydrants: readonly Hydrant[] };

const NOTHING: Water = { kind: "none" };

/** Only the fire service's people are told; a place that moves asks anew each 20 m or so. */
export function useHydrants(incident: Incident | null, role: string): Water {
  const place = incident?.room_kind === "fire" ? incident.place : null;
  const near = place ? `${place.lat.toFixed(4)},${place.lon.toFixed(4)}` : "";
  const isAsked = near !== "" && FIRE.includes(role);
  const found = useQuery({
    queryKey: ["hydrants", near],
    queryFn: () => ask<"Hydrants">(`/api/hydrants?near=${near}`),
    enabled: isAsked,
    staleTime: AGAIN_AFTER_MS,
  });
  const { data, isError } = found;
  return useMemo((): Water => {
    if (!isAsked) return NOTHING;
    if (data) return { kind: "known", hydrants: data };
    return { kind: isError ? "failed" : "asked" };
  }, [isAsked, data, isError]);
}
