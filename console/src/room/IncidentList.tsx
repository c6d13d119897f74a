// The other incidents of this room, shown only when there are several.
import type { Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { ago, count } from "../app/format";
import { language, useWords } from "../app/language";
import { IncidentTags } from "./IncidentCard";
import { placeName } from "./incident";
import { words } from "./words";

const FRESH_MS = 60_000;

export function IncidentList(props: {
  incidents: readonly Incident[];
  shownId: string;
  onChoose: (incidentId: string) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  if (props.incidents.length < 2) return null;
  const open = props.incidents.filter((one) => one.state === "open");
  return (
    <nav className="incident-list" aria-label={w.incidents(count(open.length))}>
      <h2>
        {w.incidents(count(open.length))}
        <kbd title={w.next}>N</kbd>
      </h2>
      <ul>
        {props.incidents.map((one) => (
          <li key={one.incident_id}>
            <button
              type="button"
              aria-current={one.incident_id === props.shownId}
              onClick={() => props.onChoose(one.incident_id)}
            >
              <IncidentTags incident={one} />
              <b>{placeName(one) || w.unknownPlace}</b>
              <span className="when">
                {now - Date.parse(one.received_at) < FRESH_MS && one.state === "open"
                  ? w.fresh
                  : ago(one.received_at, now, lang)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
