// Which detector looks, and how well it did on our clips: nobody has to believe a number of which they cannot ask.
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../../app/language";
import { doors } from "../doors";
import { clipName, detectorOf, measuredOf } from "../workers/detector";
import { words } from "./words";

const AGAIN_MS = 60_000;

export function DetectorLine() {
  const w = useWords(words);
  const workers = useQuery({
    queryKey: ["monitoring", "workers"],
    queryFn: doors.workers,
    refetchInterval: AGAIN_MS,
  });
  if (!workers.data) return null;
  const detector = detectorOf(workers.data);
  const figures = measuredOf(workers.data).map(
    (one) => `${clipName(one.clip)} ${one.ap50.toFixed(2)}`,
  );
  return (
    <p className="mon-detector">
      {detector ? w.detector(detector.name) : w.detectorUnknown}
      {" · "}
      {figures.length > 0 ? `${w.figures} ${figures.join(", ")}` : w.detectorUnmeasured}
    </p>
  );
}
