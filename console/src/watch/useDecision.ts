// The answer in the making: the station or place chosen so far, and the press that sends it.
import { useEffect, useRef, useState } from "react";
import { api, Problem } from "../api/client";
import { nodeNow } from "../app/clock";
import { type Sending, useSending } from "../incident/useSending";
import type { LonLat } from "../map/geometry";
import { approvalOf, type Draft, mayPress, type Office, officeOf } from "./decide";
import type { WaitingEntry } from "./queue";

export interface DecisionDesk extends Pick<Sending, "busy" | "problem"> {
  office: Office;
  draft: Draft;
  isReady: boolean;
  /** Set once the node has asked for one: a "no" under some laws needs its written reason. */
  reason: string | null;
  write: (reason: string) => void;
  /** What this seat has recommended, before the feed repeats it. */
  said: "yes" | "no" | null;
  station: (organisation: string) => void;
  place: (at: LonLat) => void;
  answer: (isYes: boolean) => void;
}

const NOTHING: Draft = { station: null, at: null };

export function useDecision(entry: WaitingEntry | null): DecisionDesk {
  const { busy, problem, send, forget } = useSending();
  const [draft, setDraft] = useState(NOTHING);
  const [said, setSaid] = useState<"yes" | "no" | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const shownSince = useRef(0);
  const key = entry?.key ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question begins with nothing chosen
  useEffect(() => {
    setDraft(NOTHING);
    setSaid(null);
    setReason(null);
    forget();
    shownSince.current = nodeNow();
  }, [key, forget]);
  const office = entry ? officeOf(entry) : "looks";
  const approval = entry ? approvalOf(entry, draft) : null;
  const refuse = (grantId: string) =>
    api.decide(grantId, { approve: false, reason: reason?.trim() ?? "" }).catch((why: unknown) => {
      if (why instanceof Problem && why.field === "reason") setReason((before) => before ?? "");
      throw why;
    });
  const answer = (isYes: boolean) => {
    if (!entry || office === "looks" || !mayPress(shownSince.current, nodeNow())) return;
    const grantId = entry.lending.grant_id;
    if (office === "recommends") {
      const done = () => setSaid(isYes ? "yes" : "no");
      send(entry.key, () => api.recommend(grantId, isYes), done);
    } else if (!isYes) send(entry.key, () => refuse(grantId));
    else if (approval) send(entry.key, () => api.decide(grantId, approval));
  };
  return {
    office,
    draft,
    isReady: approval !== null,
    busy,
    problem,
    reason,
    write: setReason,
    said,
    station: (organisation) => setDraft({ ...NOTHING, station: organisation }),
    place: (at) => setDraft({ ...NOTHING, at }),
    answer,
  };
}
