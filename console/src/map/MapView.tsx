// The map as a component, with the same content as a list for screen readers; without WebGL the list is what remains.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { api } from "../api/client";
import { language, useWords } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { isStale } from "../feed/stale";
import { labelsOf } from "./areas";
import { useDrawn, Zoom } from "./drawn";
import type { LonLat } from "./geometry";
import { greyed, type MapScene } from "./scene";
import { loadFontFor, type Mode, type Padding, SceneMap } from "./sceneMap";
import { useHeld } from "./useHeld";
import { words } from "./words";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";

export interface MapViewProps {
  scene: MapScene | null;
  mode?: Mode;
  canMoveScene?: boolean;
  /** Room taken by what lies over the map, in px. */
  padding?: Padding;
  onPick?: (cameraId: string) => void;
  onMoveScene?: (at: LonLat) => void;
  onAim?: (bearingDeg: number, isMeant: boolean) => void;
  onPlace?: (at: LonLat) => void;
  className?: string;
}

function List({ scene }: { scene: MapScene }) {
  const w = useWords(words);
  return (
    <ul className="sr-only" aria-label={w.list}>
      {scene.cameras.map((one) => (
        <li key={one.cameraId}>
          {w.camera(one.number, one.name, one.state === "dead" ? w.dead : "")}
        </li>
      ))}
      {scene.units.map((unit) => (
        <li key={unit.unitId}>{w.unit(unit.unitId)}</li>
      ))}
      {scene.water?.map((one) => (
        <li key={one.id}>{one.label}</li>
      ))}
    </ul>
  );
}

function useSceneMap(props: MapViewProps) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  return useDrawn(
    (holder) =>
      new SceneMap(holder, {
        onPick: (id) => latest.current.onPick?.(id),
        onMoveScene: (at) => latest.current.onMoveScene?.(at),
        onAim: (deg, isMeant) => latest.current.onAim?.(deg, isMeant),
        onPlace: (at) => latest.current.onPlace?.(at),
      }),
  );
}

export function MapView(props: MapViewProps) {
  const { mode = "look", canMoveScene = false, padding } = props;
  const links = useLinks();
  const stale = useMemo(() => links.filter(isStale).map((one) => one.code), [links]);
  const shown = useMemo(() => greyed(props.scene, stale), [props.scene, stale]);
  const { scene, isHeld } = useHeld(shown);
  const w = useWords(words);
  const lang = language.use();
  const { holder, map, isBroken } = useSceneMap(props);
  const { data: areas } = useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: 600_000 });
  const cameraIds = scene?.cameras.map((camera) => camera.cameraId).join() ?? "";
  useEffect(() => {
    if (map && padding) map.padding(padding);
  }, [map, padding]);
  useEffect(() => {
    if (!map || !areas) return;
    const labels = labelsOf(areas, lang, w.perDong);
    let isCurrent = true;
    const text = labels.features.map((one) => String(one.properties?.counted ?? "")).join("");
    void loadFontFor(text).then(() => isCurrent && map.areas(areas, labels));
    return () => {
      isCurrent = false;
    };
  }, [map, areas, lang, w]);
  useEffect(() => {
    map?.hold(isHeld);
    if (!isHeld) map?.show(scene, canMoveScene);
  }, [map, scene, isHeld, canMoveScene]);
  useEffect(() => map?.stale(stale), [map, stale]);
  useEffect(() => map?.mode(mode), [map, mode]);
  useEffect(() => map?.name(w.map), [map, w]);
  useEffect(() => {
    if (cameraIds) map?.reloadTiles();
  }, [map, cameraIds]);
  return (
    <div className={`map ${props.className ?? ""}`} data-mode={mode}>
      <div ref={holder} className="map-canvas" />
      {isBroken && <p className="map-broken">{w.failed}</p>}
      {scene && <List scene={scene} />}
      {map && (
        <div className="map-tools">
          <Zoom map={map} />
          {scene?.at && (
            <button
              type="button"
              onClick={() => map.recentre()}
              aria-label={w.recentre}
              title={w.recentre}
            >
              ◎
            </button>
          )}
        </div>
      )}
    </div>
  );
}
