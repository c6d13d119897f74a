// Questions that the page asks of a service's manifest. Pure.
import type { Answer } from "../api/client";
import type { Language } from "../app/language";
import { words } from "./words";

export type ServicesPage = Answer<"ListServices">;
export type Service = ServicesPage["services"][number];

const SPAN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS = ["years", "months", "days", "hours", "minutes", "seconds"] as const;

/** `P30D` as `30일`; as long as the incident runs in words; what is no length of time as it is. */
export function keptText(kept: string, of: Language): string {
  const w = words[of];
  if (kept === "incident") return w.whileRunning;
  const figures = SPAN.exec(kept)?.slice(1);
  const parts = (figures ?? []).map((figure, at) =>
    figure ? `${figure}${w.span[UNITS[at] ?? "days"]}` : "",
  );
  return parts.filter(Boolean).join(" ") || kept;
}

export function openIn(service: Service): number {
  return Object.values(service.quality).filter((one) => one.state === "open").length;
}
