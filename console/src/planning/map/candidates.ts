// All places that a plan could choose from: columns from the node, small marks on the map, one of them whole. Pure.
import type { DrawnCandidates, Mount, Origin } from "../types";

/** In the order in which one mark stands for several: who asked comes before our own score. */
const ORIGINS: readonly (readonly [string, Origin])[] = [
  ["p", "police"],
  ["c", "complaint"],
  ["d", "city_data"],
  ["s", "score"],
];
const MOUNTS: Record<string, Mount> = {
  o: "own_pole",
  u: "utility_pole",
  l: "light_pole",
  b: "building",
  s: "smart_pole",
};

export interface Candidate {
  id: string;
  origins: readonly Origin[];
  mounts: readonly Mount[];
  rank: number | null;
  cell: string;
  score: number;
  requests: readonly string[];
  isChosen: boolean;
}

/** Those that are sites of the plan have a mark of their own already. */
export function candidateShapes(all: DrawnCandidates): GeoJSON.FeatureCollection {
  const chosen = new Set(all.chosen);
  const features = all.ids.flatMap((id, at): GeoJSON.Feature[] => {
    if (chosen.has(id)) return [];
    const letters = all.origins[at] ?? "";
    const origin = ORIGINS.find(([letter]) => letters.includes(letter))?.[1] ?? "score";
    const coordinates = [all.lon[at] as number, all.lat[at] as number];
    return [
      { type: "Feature", properties: { id, origin }, geometry: { type: "Point", coordinates } },
    ];
  });
  return { type: "FeatureCollection", features };
}

export function candidateOf(all: DrawnCandidates, id: string): Candidate | null {
  const at = all.ids.indexOf(id);
  if (at < 0) return null;
  const letters = all.origins[at] ?? "";
  return {
    id,
    origins: ORIGINS.filter(([letter]) => letters.includes(letter)).map(([, origin]) => origin),
    mounts: [...(all.mounts[at] ?? "")].flatMap((letter) => MOUNTS[letter] ?? []),
    rank: all.rank[at] ?? null,
    cell: all.cell[at] ?? "",
    score: all.score[at] ?? 0,
    requests: all.requests[id] ?? [],
    isChosen: all.chosen.includes(id),
  };
}
