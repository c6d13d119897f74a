// The city's priority areas among the imported layers, as shapes; none where nobody imported any.
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";

const ROOT = "/api/planning/layers";
const KIND = "priority";

interface LayerRow {
  code: string;
  kind: string;
}

async function read(): Promise<GeoJSON.FeatureCollection | null> {
  const layers = (await ask(ROOT)) as unknown as readonly LayerRow[];
  const found = layers.find((one) => one.kind.includes(KIND));
  if (!found) return null;
  const shape = await ask(`${ROOT}/${encodeURIComponent(found.code)}/shape`);
  return shape as unknown as GeoJSON.FeatureCollection;
}

export function usePriority(isOn: boolean): GeoJSON.FeatureCollection | null {
  const shape = useQuery({
    queryKey: ["planning", "priority"],
    queryFn: read,
    enabled: isOn,
    retry: false,
  });
  return shape.data ?? null;
}
