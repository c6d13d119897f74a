// The map of the whole city beside the list; without WebGL the list is what remains.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api/client";
import { language, useWords } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { isStale } from "../feed/stale";
import { useDrawn, Zoom } from "../map/drawn";
import { loadFontFor } from "../map/sceneMap";
import { CityMap } from "./cityMap";
import { boundsOfDistrict, type Call, callShapes, nameLabels } from "./list";
import { words } from "./words";
import "maplibre-gl/dist/maplibre-gl.css";
import "../map/map.css";

const LASTS_MS = 600_000;

function useCityMap(onPick: (district: string) => void) {
  const latest = useRef(onPick);
  useEffect(() => {
    latest.current = onPick;
  });
  return useDrawn((holder) => new CityMap(holder, (district) => latest.current(district)));
}

function useShapes(map: CityMap | null, calls: readonly Call[]) {
  const lang = language.use();
  const outlines = useQuery({
    queryKey: ["city-outlines"],
    queryFn: api.cityOutlines,
    staleTime: LASTS_MS,
  });
  const areas = useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: LASTS_MS });
  useEffect(() => {
    if (areas.data) map?.show({ areas: areas.data });
  }, [map, areas.data]);
  useEffect(() => {
    if (!map || !outlines.data) return;
    const shapes = { outlines: outlines.data, names: nameLabels(outlines.data, lang) };
    const text = shapes.names.features.map((one) => String(one.properties?.name)).join("");
    let isCurrent = true;
    void loadFontFor(text).then(() => isCurrent && map.show(shapes));
    return () => {
      isCurrent = false;
    };
  }, [map, outlines.data, lang]);
  useEffect(() => map?.show({ calls: callShapes(calls) }), [map, calls]);
  return outlines.data;
}

export function MapOfCity(props: {
  calls: readonly Call[];
  chosen: string | null;
  onPick: (district: string) => void;
}) {
  const w = useWords(words);
  const { holder, map, isBroken } = useCityMap(props.onPick);
  const outlines = useShapes(map, props.calls);
  const links = useLinks();
  const isFirst = useRef(true);
  useEffect(() => {
    map?.mark(
      links.filter(isStale).map((one) => one.code),
      props.chosen,
    );
  }, [map, links, props.chosen]);
  useEffect(() => {
    const bounds = boundsOfDistrict(outlines, props.chosen);
    if (!map || !bounds) return;
    map.goTo(bounds, isFirst.current);
    isFirst.current = false;
  }, [map, outlines, props.chosen]);
  useEffect(() => map?.name(w.map), [map, w]);
  return (
    <div className="city-map map">
      <div ref={holder} className="map-canvas" />
      {map && (
        <div className="map-tools">
          <Zoom map={map} />
        </div>
      )}
      {isBroken && <p className="map-broken">{w.noMap}</p>}
    </div>
  );
}
