// What the service itself tells of an incident: a quiet list; what is urgent is heavier and has the one colour.
import type { Incident } from "../api/feed";
import { inLanguage, language, useWords } from "../app/language";
import { words } from "./words";
import "./facts.css";

export function FactList({ incident }: { incident: Pick<Incident, "facts"> }) {
  const w = useWords(words);
  const lang = language.use();
  if (incident.facts.length === 0) return null;
  return (
    <dl className="facts" aria-label={w.facts}>
      {incident.facts.map((one) => (
        <div key={`${one.label_ko} ${one.value_ko}`} data-urgent={one.urgent || undefined}>
          <dt>{inLanguage(lang, one.label_ko, one.label_en)}</dt>
          <dd>
            {one.urgent && <span className="sr-only">{w.urgent} </span>}
            {inLanguage(lang, one.value_ko, one.value_en)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
