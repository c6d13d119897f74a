// 소화전 in one line of the card: how many, and the nearest with its way.
import type { Incident } from "../api/feed";
import { arrow, compassPoint, count, distance } from "../app/format";
import { language, useWords } from "../app/language";
import { bearing } from "../map/geometry";
import type { Water } from "./hydrants";
import { words } from "./words";

export function HydrantLine({ water, incident }: { water: Water; incident: Incident }) {
  const w = useWords(words).hydrants;
  const lang = language.use();
  if (water.kind === "none" || water.kind === "asked") return null;
  if (water.kind === "failed") return <p className="hydrants">{w.failed}</p>;
  const [nearest] = water.hydrants;
  if (!nearest || !incident.place)
    return (
      <p className="hydrants" data-none>
        {w.none}
      </p>
    );
  const { place } = incident;
  const way = bearing([place.lon, place.lat], [nearest.lon, nearest.lat]);
  return (
    <p className="hydrants">
      <b>{w.name}</b> {distance(nearest.distance_m)} {arrow(way)}
      <span className="sr-only"> {compassPoint(way, lang)}</span>
      {nearest.kind && ` ${w.kinds[nearest.kind] ?? nearest.kind}`} ·{" "}
      {w.within(count(water.hydrants.length))}
    </p>
  );
}
