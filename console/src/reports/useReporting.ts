// 신고 from the seat: what the dialog is opened for, held while it is open although the page moves on.
import { useState } from "react";
import type { Incident, IncidentTile } from "../api/feed";
import { mayReport, REPORTERS } from "./report";

/** The big picture of the wall. */
const SHOWN = ".watch-cell[data-big]";

export interface Shown {
  incident: Incident;
  tile: IncidentTile;
  element: Element | null;
}

export interface Reporting {
  isReporter: boolean;
  /** Null where there is nothing to report from. */
  open: (() => void) | null;
  shown: Shown | null;
  close: () => void;
}

export function useReporting(
  entry: { incident: Incident } | null,
  tile: IncidentTile | null,
  role: string,
): Reporting {
  const [shown, setShown] = useState<Shown | null>(null);
  const incident = entry?.incident ?? null;
  const open =
    incident && tile && mayReport(incident, tile, role)
      ? () => setShown({ incident, tile, element: document.querySelector(SHOWN) })
      : null;
  return { isReporter: REPORTERS.includes(role), open, shown, close: () => setShown(null) };
}
