// 확인 in an exercise: one press on whatever page the person is on says that the call was recognised; the first one counts.
import { useSyncExternalStore } from "react";
import { api } from "../api/client";
import type { Incident } from "../api/feed";
import { useWords } from "../app/language";
import { useSending } from "./useSending";
import { words } from "./words";

// what this page has sent, so that the key reads the same on the banner, the list and the page of the drills
let sent: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function add(incidentId: string): void {
  sent = new Set([...sent, incidentId]);
  for (const listener of listeners) listener();
}

function onSent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type Seen = Pick<Incident, "incident_id" | "drill_id" | "state">;

export function SeenKey({ incident }: { incident: Seen }) {
  const w = useWords(words);
  const isSent = useSyncExternalStore(onSent, () => sent.has(incident.incident_id));
  const { busy, problem, send } = useSending();
  const { drill_id: drillId, incident_id: about } = incident;
  if (drillId === null || incident.state !== "open") return null;
  return (
    <>
      <button
        type="button"
        className="seen-key"
        disabled={busy !== null || isSent}
        onClick={() =>
          send(
            about,
            () => api.seenInDrill(drillId, about),
            () => add(about),
          )
        }
      >
        {isSent ? w.seenDone : w.seen}
      </button>
      {problem && <span role="alert">{problem.text}</span>}
    </>
  );
}
