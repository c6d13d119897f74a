// Which of its designed states the vehicle's page is in. Pure.
import type { Incident, Lending } from "../api/feed";

export type VehicleState =
  | { kind: "pictures" }
  | { kind: "no_camera" }
  | { kind: "waiting"; lending: Lending }
  | { kind: "ended"; lending: Lending };

function rank({ state }: Lending): number {
  return state === "active" ? 0 : state === "waiting" ? 1 : 2;
}

/** The lending that counts for this vehicle: running before waiting before the last that ended. */
export function ownLending(incident: Incident): Lending | null {
  const mine = incident.lendings.filter((one) => one.mine);
  const first = (a: Lending, b: Lending) =>
    rank(a) - rank(b) || b.decided_at.localeCompare(a.decided_at);
  return mine.sort(first)[0] ?? null;
}

export function stateOf(incident: Incident): VehicleState {
  const lending = ownLending(incident);
  if (lending?.state === "waiting") return { kind: "waiting", lending };
  if (lending && lending.state !== "active") return { kind: "ended", lending };
  return incident.tiles.length > 0 ? { kind: "pictures" } : { kind: "no_camera" };
}

/** The call to show: the one already shown, also after it ended until it is put away; else the newest that runs. */
export function incidentFor(
  incidents: readonly Incident[],
  shownId: string | null,
  putAwayId: string | null,
): Incident | null {
  const shown = incidents.find((one) => one.incident_id === shownId);
  if (shown && (shown.state === "open" || shown.incident_id !== putAwayId)) return shown;
  return incidents.find((one) => one.state === "open") ?? null;
}
