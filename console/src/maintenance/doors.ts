// The node's doors to camera faults.
import { type Answer, ask, type Body, tell } from "../api/client";

export type FaultList = Answer<"ListFaults">;
export type Fault = FaultList["faults"][number];
export type FaultDetail = Answer<"ReadFault">;
export type FaultKind = Fault["kind"];
export type FaultState = Fault["state"];
export type Remedy = NonNullable<Fault["remedy"]>;

export interface Wanted {
  state: string;
  kind: string;
  dong: string;
  camera_id: string;
}

const ROOT = "/api/maintenance/faults";
const ROWS = 100;
const of = (fault: string) => `${ROOT}/${encodeURIComponent(fault)}`;

export const doors = {
  faults: (wanted: Wanted, after = "") => {
    const query = new URLSearchParams({ limit: String(ROWS) });
    for (const [name, value] of Object.entries({ ...wanted, after }))
      if (value) query.set(name, value);
    return ask<"ListFaults">(`${ROOT}?${query}`);
  },
  fault: (fault: string) => ask<"ReadFault">(of(fault)),
  enter: (given: Body<"EnterFault">) => tell<"EnterFault">(ROOT, given),
  confirm: (fault: string, note: string) => tell<"ConfirmFault">(`${of(fault)}/confirm`, { note }),
  dismiss: (fault: string, reason: string) =>
    tell<"DismissFault">(`${of(fault)}/dismiss`, { reason }),
  close: (fault: string, remedy: Remedy, note: string) =>
    tell<"CloseFault">(`${of(fault)}/close`, { remedy, note }),
};
