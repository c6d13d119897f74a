// Shapes on the ground, on a local plane (error under 0.1 % within a district): cones, circles, bearings.

export type LonLat = [number, number];

const M_PER_DEG = 111_320;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

export function destination([lon, lat]: LonLat, bearingDeg: number, metres: number): LonLat {
  const north = Math.cos(rad(bearingDeg)) * metres;
  const east = Math.sin(rad(bearingDeg)) * metres;
  return [lon + east / (M_PER_DEG * Math.cos(rad(lat))), lat + north / M_PER_DEG];
}

export function bearing([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const east = (lon2 - lon1) * Math.cos(rad((lat1 + lat2) / 2));
  const degrees = (Math.atan2(east, lat2 - lat1) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

export function metresBetween([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const east = (lon2 - lon1) * Math.cos(rad((lat1 + lat2) / 2));
  return Math.hypot(east, lat2 - lat1) * M_PER_DEG;
}

export function circle(centre: LonLat, metres: number, steps = 64): LonLat[] {
  return Array.from({ length: steps + 1 }, (_, i) =>
    destination(centre, ((i % steps) * 360) / steps, metres),
  );
}

export function cone(at: LonLat, bearingDeg: number, fovDeg: number, metres: number): LonLat[] {
  const steps = 16;
  const edge = Array.from({ length: steps + 1 }, (_, i) =>
    destination(at, bearingDeg - fovDeg / 2 + (fovDeg * i) / steps, metres),
  );
  return [at, ...edge, at];
}

export function boundsOf(points: readonly LonLat[]): [LonLat, LonLat] | null {
  if (points.length === 0) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
