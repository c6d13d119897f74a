// Dongs on the map: one label each, at its middle, with the number of cameras where outsiders may know no more.
import { count } from "../app/format";
import type { Language } from "../app/language";
import { boundsOf, type LonLat } from "./geometry";

export function pointsOf(geometry: GeoJSON.Geometry | null): LonLat[] {
  const flat = (value: unknown): LonLat[] => {
    if (!Array.isArray(value)) return [];
    return typeof value[0] === "number" ? [value as LonLat] : value.flatMap(flat);
  };
  return geometry && "coordinates" in geometry ? flat(geometry.coordinates) : [];
}

function middleOf(area: GeoJSON.Feature): LonLat | null {
  const centre: unknown = area.properties?.centre;
  if (Array.isArray(centre) && centre.length === 2) return centre as LonLat;
  if (typeof centre === "object" && centre !== null && "lon" in centre && "lat" in centre) {
    return [Number(centre.lon), Number(centre.lat)];
  }
  const bounds = boundsOf(pointsOf(area.geometry));
  if (!bounds) return null;
  const [[west, south], [east, north]] = bounds;
  return [(west + east) / 2, (south + north) / 2];
}

/** `name` for near, `counted` (name and cameras) for far. */
export function labelsOf(
  areas: GeoJSON.FeatureCollection,
  of: Language,
  perDong: (count: string) => string,
): GeoJSON.FeatureCollection {
  const features = areas.features.flatMap((area): GeoJSON.Feature[] => {
    const coordinates = middleOf(area);
    const said = area.properties ?? {};
    const name = String((of === "en" && said.name_en) || said.name || "");
    if (!coordinates || !name) return [];
    const counted =
      typeof said.cameras === "number" ? `${name}\n${perDong(count(said.cameras))}` : name;
    return [
      {
        type: "Feature",
        properties: { name, counted },
        geometry: { type: "Point", coordinates },
      },
    ];
  });
  return { type: "FeatureCollection", features };
}
