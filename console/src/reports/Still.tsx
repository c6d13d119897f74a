// The one still of a report: taken when the dialog opens, shown as it is sent, forgotten with the dialog.
import { useEffect, useState } from "react";
import { useWords } from "../app/language";
import { frameOf } from "../live/frame";
import { words } from "./words";

/** Half a megabyte is the most that a door takes. */
const LARGEST_SIDE = 960;

export interface Still {
  jpeg: Blob;
  url: string;
}

/** Taken once, when the dialog opens: what is sent is what is seen. `undefined`: being taken. */
export function useStill(tile: Element | null): Still | null | undefined {
  const [still, setStill] = useState<Still | null | undefined>(undefined);
  useEffect(() => {
    let url: string | null = null;
    let isHere = true;
    frameOf(tile, LARGEST_SIDE).then(
      (jpeg) => {
        if (!isHere) return;
        url = jpeg && URL.createObjectURL(jpeg);
        setStill(jpeg && url ? { jpeg, url } : null);
      },
      () => isHere && setStill(null),
    );
    return () => {
      isHere = false;
      if (url) URL.revokeObjectURL(url);
    };
  }, [tile]);
  return still;
}

export function Picture({ still, camera }: { still: Still | null | undefined; camera: string }) {
  const w = useWords(words);
  return (
    <figure className="report-still">
      {still ? (
        <img src={still.url} alt={`${w.still}: ${camera}`} />
      ) : (
        <p role={still === null ? "alert" : "status"}>{still === null ? w.noStill : w.taking}</p>
      )}
      <figcaption>
        {w.still} · {camera}
      </figcaption>
    </figure>
  );
}
