// What the seat has before it: the queue, the chosen entry, the camera shown large.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { api } from "../api/client";
import { useSecond } from "../app/clock";
import { useFeed } from "../feed/FeedProvider";
import { type Shown, shownOf } from "../incident/follow";
import { askedInTenMinutes, figuresOf, isFlood } from "./load";
import { type Chosen, type Entry, mergedByPlace, pick, type Queue, queueOf } from "./queue";

const NOTHING: never[] = [];
const PAST_STALE_MS = 60_000;

function chosenOf(entry: Entry, byHand: boolean): Chosen {
  return { key: entry.key, incidentId: entry.incident.incident_id, byHand };
}

function useChosen(queue: Queue) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const entry = pick(queue, chosen);
  useEffect(() => {
    // What the page chose by itself stays, so that a later request does not slide under a finger.
    if (entry && entry.key !== chosen?.key) setChosen(chosenOf(entry, false));
  }, [entry, chosen]);
  const choose = useCallback((next: Entry) => setChosen(chosenOf(next, true)), []);
  return { entry, choose };
}

export function useSeat() {
  const feed = useFeed();
  const now = useSecond();
  const { data: past = NOTHING } = useQuery({
    queryKey: ["incidents"],
    queryFn: api.incidents,
    staleTime: PAST_STALE_MS,
  });
  const queue = useMemo(() => queueOf(feed.incidents, past, now), [feed.incidents, past, now]);
  const asked = useMemo(() => askedInTenMinutes(feed.incidents, now), [feed.incidents, now]);
  const waiting = isFlood(asked) ? mergedByPlace(queue.waiting) : queue.waiting;
  const known = useMemo(() => {
    const live = new Set(feed.incidents.map((one) => one.incident_id));
    return [...feed.incidents, ...past.filter((one) => !live.has(one.incident_id))];
  }, [feed.incidents, past]);
  const figures = useMemo(() => figuresOf(known, now), [known, now]);
  return { feed, now, queue, waiting, asked, figures, ...useChosen(queue) };
}

/** Follows the room's chosen camera until the operator takes another; a new incident follows again. */
export function useShown(entry: Entry | null): Shown & { take: (cameraId: string | null) => void } {
  const [own, setOwn] = useState<{ key: string; cameraId: string | null } | null>(null);
  const key = entry?.incident.incident_id ?? "";
  const failed = entry?.kind === "failure" ? entry.tile.camera_id : null;
  const taken = own?.key === key ? own.cameraId : failed;
  const tiles = entry?.incident.tiles ?? NOTHING;
  const directed = entry?.incident.directing.chosen_camera_id ?? null;
  return {
    ...shownOf(tiles, directed, taken),
    take: (cameraId) => setOwn({ key, cameraId }),
  };
}
