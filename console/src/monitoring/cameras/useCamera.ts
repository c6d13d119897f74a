// One watched camera by its number.
import { useQuery } from "@tanstack/react-query";
import { doors } from "../doors";
import type { WatchedCamera } from "../types";

export function useCamera(cameraId: string): WatchedCamera | null {
  const { data } = useQuery({
    queryKey: ["monitoring", "camera", cameraId],
    queryFn: () => doors.cameras({ search: cameraId, state: "", after: "" }),
  });
  return data?.cameras.find((one) => one.camera_id === cameraId) ?? null;
}
