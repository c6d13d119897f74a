// Whether an incident's pictures are lent under 시범운영. Pure.
import type { Incident } from "../api/feed";

/** A lending that this screen may see stands on the text of a pilot. */
export function isPilot(incident: Incident): boolean {
  return incident.lendings.some((one) => one.stage === "pilot");
}

/** A remark is about pictures: whoever was refused has seen none. */
export function wasLent(incident: Incident): boolean {
  return incident.lendings.some(
    (one) => one.mine && ["active", "closed", "expired", "withdrawn"].includes(one.state),
  );
}
