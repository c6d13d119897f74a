// The tour of many pictures: nine at a time, the next nine after ten seconds, until somebody stops it.
import { useEffect, useState } from "react";
import type { IncidentTile } from "../api/feed";

export const TOUR_PAGE = 9;
export const TOUR_MS = 10_000;

export interface Tour {
  /** Zero or one: nothing to go through. */
  pages: number;
  page: number;
  isPaused: boolean;
  tiles: readonly IncidentTile[];
  toggle: () => void;
  pause: () => void;
  step: (by: 1 | -1) => void;
  show: (page: number) => void;
}

/** Pages by rank, all but the last of them full. */
export function pageOf(tiles: readonly IncidentTile[], page: number): readonly IncidentTile[] {
  const ranked = [...tiles].sort((a, b) => a.rank - b.rank);
  return ranked.slice(page * TOUR_PAGE, (page + 1) * TOUR_PAGE);
}

export function useTour(id: string, tiles: readonly IncidentTile[], isOn: boolean): Tour {
  const [wanted, setPage] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const pages = Math.ceil(tiles.length / TOUR_PAGE);
  const page = Math.min(wanted, Math.max(0, pages - 1));
  const isRunning = isOn && !isPaused && pages > 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another incident begins at its own first page
  useEffect(() => {
    setPage(0);
    setPaused(false);
  }, [id]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => setPage((page + 1) % pages), TOUR_MS);
    return () => clearTimeout(timer);
  }, [isRunning, page, pages]);
  return {
    pages: isOn ? pages : 0,
    page,
    isPaused,
    tiles: pageOf(tiles, page),
    toggle: () => setPaused(!isPaused),
    pause: () => setPaused(true),
    step: (by) => setPage((page + by + pages) % Math.max(1, pages)),
    show: (to) => {
      setPaused(true);
      setPage(to);
    },
  };
}
