// What a fault's row says of itself. Pure.
import type { Language } from "../app/language";
import type { Fault, FaultState } from "./doors";

const MINUTE = 60_000;
const MONITORING: readonly string[] = ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"];

export const isOpen = (state: FaultState): boolean => state === "new" || state === "confirmed";

/** Who may look at the camera itself; a maintenance company and the asset manager never. */
export const maySee = (role: string): boolean => MONITORING.includes(role);

export const mayDecide = (role: string): boolean => maySee(role) || role === "ASSET_MGR";

/** How long it lasted, or has lasted: the two largest units are too many, one says enough. */
export function ageOf(fault: Fault, now: number, of: Language): string {
  const until = fault.closed_at ? Date.parse(fault.closed_at) : now;
  const minutes = Math.max(0, Math.floor((until - Date.parse(fault.opened_at)) / MINUTE));
  if (minutes < 60) return of === "ko" ? `${minutes}분` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return of === "ko" ? `${hours}시간` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return of === "ko" ? `${days}일` : `${days} days`;
}

/** A new fault wants a look; one that was confirmed, or looks well again, does not. */
export function weightOf(fault: Fault): "warn" | "" {
  return fault.state === "new" && fault.gone_at === null ? "warn" : "";
}

export const rounded = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(2);
