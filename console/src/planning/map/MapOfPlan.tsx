// The map beside the planner's panel: what is shown on it, its legend; without WebGL the tables are what remains.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { api } from "../../api/client";
import { language, useWords } from "../../app/language";
import { labelsOf } from "../../map/areas";
import { useDrawn, Zoom } from "../../map/drawn";
import { loadFontFor } from "../../map/sceneMap";
import { doors } from "../doors";
import type { Open } from "../plan/PlanPanel";
import type { Shown } from "../score/weigh";
import type { Asked, DrawnCandidates, ScoredCell, Weights } from "../types";
import { type Candidate, candidateOf, candidateShapes } from "./candidates";
import { Legend } from "./Legend";
import { type Layer, PlanMap } from "./planMap";
import { cellShapes, NOTHING, type Numbered, requestShapes, siteShapes } from "./shapes";
import { words } from "./words";
import "maplibre-gl/dist/maplibre-gl.css";
import "../../map/map.css";

const LASTS_MS = 600_000;
/** Ten thousand marks are switched on by whoever looks for them. */
const AT_FIRST: ReadonlySet<Layer> = new Set<Layer>(["candidates"]);

export interface OnMap {
  cells: readonly ScoredCell[];
  weights: Weights | null;
  sites: readonly Numbered[];
  requests: readonly Asked[];
  priority: GeoJSON.FeatureCollection | null;
  chosenCell: string | null;
  chosenSite: string | null;
  chosenCandidate: string | null;
  onCell: (code: string) => void;
  onSite: (candidate: string) => void;
  /** Of the open version; null where there is none, undefined for those who may not see them. */
  plan: Open | null | undefined;
  onCandidate: (candidate: Candidate) => void;
  /** Names of the two versions that are compared. */
  versions: readonly [string, string] | null;
}

/** Read when they are wanted for the first time: a version never changes. */
function useCandidates(plan: Open | null | undefined, isWanted: boolean) {
  return useQuery({
    queryKey: ["planning", "candidates", plan?.plan, plan?.version],
    queryFn: () => doors.candidates((plan as Open).plan, (plan as Open).version),
    enabled: isWanted && Boolean(plan),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What a press on a candidate leads to is known only once they are read. */
function useCandidateShapes(map: PlanMap | null, all: DrawnCandidates | undefined) {
  const shapes = useMemo(() => (all ? candidateShapes(all) : NOTHING), [all]);
  useEffect(() => map?.show({ candidates: shapes }), [map, shapes]);
}

function usePlanMap(props: OnMap, pick: RefObject<(candidate: string) => void>) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  return useDrawn(
    (holder) =>
      new PlanMap(holder, {
        onCell: (code) => latest.current.onCell(code),
        onSite: (candidate) => latest.current.onSite(candidate),
        onCandidate: (candidate) => pick.current(candidate),
      }),
  );
}

function useAreas(map: PlanMap | null) {
  const lang = language.use();
  const areas = useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: LASTS_MS });
  useEffect(() => {
    if (!map || !areas.data) return;
    const labels = labelsOf(areas.data, lang, () => "");
    const text = labels.features.map((one) => String(one.properties?.name)).join("");
    map.show({ areas: areas.data });
    let isCurrent = true;
    void loadFontFor(`${text}0123456789위()●✕`).then(() => isCurrent && map.show({ labels }));
    return () => {
      isCurrent = false;
    };
  }, [map, areas.data, lang]);
}

/** The city's words for rank and year, whatever the file called them. */
function named(shape: GeoJSON.FeatureCollection, say: (rank: string, year: string) => string) {
  return {
    ...shape,
    features: shape.features.map((one) => ({
      ...one,
      properties: {
        ...one.properties,
        said: say(String(one.properties?.rank ?? "–"), String(one.properties?.year ?? "–")),
      },
    })),
  };
}

function useShapes(map: PlanMap | null, props: OnMap) {
  const w = useWords(words);
  const cells = useMemo(() => cellShapes(props.cells), [props.cells]);
  const requests = useMemo(() => requestShapes(props.requests), [props.requests]);
  const priority = useMemo(
    () => (props.priority ? named(props.priority, w.priorityName) : NOTHING),
    [props.priority, w],
  );
  useEffect(() => map?.show({ cells }), [map, cells]);
  useEffect(() => map?.show({ requests }), [map, requests]);
  useEffect(() => map?.show({ priority }), [map, priority]);
  useEffect(
    () => map?.show(siteShapes(props.sites, props.chosenSite)),
    [map, props.sites, props.chosenSite],
  );
  useEffect(() => map?.choose(props.chosenCell), [map, props.chosenCell]);
  useEffect(() => map?.chooseCandidate(props.chosenCandidate), [map, props.chosenCandidate]);
  useEffect(() => map?.name(w.map), [map, w]);
}

/** What is chosen in a list comes into view; what was pressed on the map is there already. */
function useFollow(map: PlanMap | null, { chosenSite, sites }: OnMap) {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (!map || chosenSite === last.current) return;
    last.current = chosenSite;
    const found = sites.find(({ site }) => site.candidate_id === chosenSite)?.site;
    if (found) map.goTo([found.lon, found.lat]);
  }, [map, chosenSite, sites]);
}

export function MapOfPlan(props: OnMap & { children?: ReactNode }) {
  const w = useWords(words);
  const pick = useRef<(candidate: string) => void>(() => undefined);
  const { holder, map, isBroken } = usePlanMap(props, pick);
  const [hidden, setHidden] = useState<ReadonlySet<Layer>>(AT_FIRST);
  const candidates = useCandidates(props.plan, !hidden.has("candidates"));
  useEffect(() => {
    pick.current = (id) => {
      const found = candidates.data && candidateOf(candidates.data, id);
      if (found) props.onCandidate(found);
    };
  });
  useCandidateShapes(map, candidates.data);
  const [shown, setShown] = useState<Shown>("total");
  useAreas(map);
  useShapes(map, props);
  useFollow(map, props);
  const isBeside = props.versions !== null;
  useEffect(() => {
    if (isBeside) map?.whole();
  }, [map, isBeside]);
  useEffect(() => map?.layers(hidden), [map, hidden]);
  useEffect(() => {
    if (props.weights) map?.score(shown, props.weights);
  }, [map, shown, props.weights]);
  return (
    <div className="plan-map map">
      <div ref={holder} className="map-canvas" />
      {map && (
        <div className="map-tools">
          <button type="button" className="plan-whole" onClick={() => map.whole()}>
            {w.whole}
          </button>
          <Zoom map={map} />
        </div>
      )}
      {isBroken && <p className="map-broken">{w.noMap}</p>}
      {!isBroken && (
        <Legend
          {...props}
          hidden={hidden}
          onHidden={setHidden}
          shown={shown}
          onShown={setShown}
          candidates={candidates.isError ? "failed" : candidates.isFetching ? "reading" : "there"}
        />
      )}
      {props.children}
    </div>
  );
}
