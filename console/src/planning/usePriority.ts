// The city's priority areas among the imported layers, as shapes; none where nobody imported any.
import { useQuery } from "@tanstack/react-query";
import { layerDoors } from "./data/layers";

const KIND = "city_priority";

export function usePriority(isOn: boolean): GeoJSON.FeatureCollection | null {
  const layers = useQuery({
    queryKey: ["planning", "layers"],
    queryFn: layerDoors.list,
    enabled: isOn,
  });
  const found = layers.data?.find((one) => one.kind === KIND);
  const shape = useQuery({
    queryKey: ["planning", "layer-shape", found?.code, found?.imported_at],
    queryFn: () => layerDoors.shape(found?.code ?? ""),
    enabled: found !== undefined,
  });
  return found ? (shape.data ?? null) : null;
}
