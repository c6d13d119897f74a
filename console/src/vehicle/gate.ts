// Whether a picture may be shown in the vehicle (도로교통법 제49조제1항제11호: none where the driver sees it while moving). Pure.

export const MOVING_ABOVE_KMH = 5;

export interface Cab {
  /** The incident for which somebody said that a passenger watches; another incident asks again. */
  passengerFor: string | null;
  /** The driver said that the vehicle stands; moving takes it back. */
  isParked: boolean;
  speedKmh: number | null;
}

export type Gate = "passenger" | "parked" | "driving" | "unknown";

/** An unknown speed counts as driving until a person says otherwise. */
export function gateOf(cab: Cab, incidentId: string): Gate {
  if (cab.passengerFor === incidentId) return "passenger";
  if (cab.speedKmh !== null && cab.speedKmh > MOVING_ABOVE_KMH) return "driving";
  if (cab.isParked || cab.speedKmh !== null) return "parked";
  return "unknown";
}

export function showsPicture(gate: Gate): boolean {
  return gate === "passenger" || gate === "parked";
}
