// The districts as a list that is searched and sorted, and the calls that run across a border. Pure.
import type { Answer } from "../api/client";
import type { Incident } from "../api/feed";
import { centreShort } from "../app/centre";
import { inLanguage, type Language } from "../app/language";
import { titleOf } from "../incident/title";
import { pointsOf } from "../map/areas";
import { boundsOf, type LonLat } from "../map/geometry";

export type City = Answer<"City">;
export type District = City["districts"][number];
export type SortKey = "name" | "stage" | "cameras" | "dead" | "line" | "source";
export interface Sort {
  key: SortKey;
  isDown: boolean;
}

const STAGES = ["full", "pilot", "preparing"];
/** What needs a person stands first. */
const STATES = ["refused", "down", "unknown", "up", "own", "revoked", "unlinked"];
const placeIn = (order: readonly string[], word: string | null) => {
  const at = word === null ? -1 : order.indexOf(word);
  return at === -1 ? order.length : at;
};

const ORDERS: Record<SortKey, (a: District, b: District) => number> = {
  name: (a, b) => a.name_ko.localeCompare(b.name_ko, "ko"),
  stage: (a, b) =>
    placeIn(STAGES, a.stage) - placeIn(STAGES, b.stage) ||
    (a.stage_on ?? "").localeCompare(b.stage_on ?? ""),
  cameras: (a, b) => b.cameras - a.cameras,
  dead: (a, b) => b.cameras_dead - a.cameras_dead,
  line: (a, b) => placeIn(STATES, a.state) - placeIn(STATES, b.state),
  source: (a, b) => a.source.localeCompare(b.source),
};

/** Equal ones stay in the order of their names, whichever way the list is turned. */
export function listed(districts: readonly District[], typed: string, sort: Sort): District[] {
  const wanted = typed.normalize("NFC").trim().toLowerCase();
  const found = districts.filter((one) =>
    [one.name_ko, one.name_en, one.code].some((name) => name.toLowerCase().includes(wanted)),
  );
  const order = ORDERS[sort.key];
  const turn = sort.isDown ? -1 : 1;
  return found.sort((a, b) => turn * order(a, b) || ORDERS.name(a, b));
}

export function totals(districts: readonly District[]) {
  const stages = new Map<string, number>();
  for (const { stage } of districts) {
    if (stage) stages.set(stage, (stages.get(stage) ?? 0) + 1);
  }
  return {
    cameras: districts.reduce((sum, one) => sum + one.cameras, 0),
    linked: districts.filter((one) => !["unlinked", "revoked", "own"].includes(one.state)).length,
    stages: STAGES.flatMap((stage) => {
      const number = stages.get(stage);
      return number ? [{ stage, number }] : [];
    }),
  };
}

export interface Call {
  id: string;
  at: LonLat | null;
  what: string;
  centres: string;
}

const ENDED = new Set(["refused", "withdrawn", "expired", "closed"]);

/** Open calls that another centre asked for, or to which another centre lends or was asked to. */
export function callsAcross(incidents: readonly Incident[], of: Language): Call[] {
  return incidents.flatMap((incident) => {
    const names = new Set<string>();
    const { origin, place } = incident;
    if (origin) names.add(centreShort(inLanguage(of, origin.name_ko, origin.name_en)));
    for (const one of incident.lendings) {
      if (one.owner === "" || ENDED.has(one.state)) continue;
      names.add(centreShort(inLanguage(of, one.owner_name_ko, one.owner_name_en)));
    }
    if (incident.state !== "open" || names.size === 0) return [];
    return [
      {
        id: incident.incident_id,
        at: place ? ([place.lon, place.lat] as LonLat) : null,
        what: titleOf(incident, of),
        centres: [...names].sort().join(", "),
      },
    ];
  });
}

export function callShapes(calls: readonly Call[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: calls.flatMap((one): GeoJSON.Feature[] =>
      one.at
        ? [
            {
              type: "Feature",
              properties: { id: one.id },
              geometry: { type: "Point", coordinates: one.at },
            },
          ]
        : [],
    ),
  };
}

/** Where each district's name stands. */
export function nameLabels(
  outlines: GeoJSON.FeatureCollection,
  of: Language,
): GeoJSON.FeatureCollection {
  const features = outlines.features.map((one): GeoJSON.Feature => {
    const said = one.properties ?? {};
    return {
      type: "Feature",
      properties: { name: of === "en" ? said.name_en : said.name_ko },
      geometry: { type: "Point", coordinates: said.centre as LonLat },
    };
  });
  return { type: "FeatureCollection", features };
}

export function boundsOfDistrict(
  outlines: GeoJSON.FeatureCollection | undefined,
  district: string | null,
): [LonLat, LonLat] | null {
  const shapes = (outlines?.features ?? []).filter(
    (one) => district === null || one.properties?.district === district,
  );
  return boundsOf(shapes.flatMap((one) => pointsOf(one.geometry)));
}
