// Sentences that the node says in both languages: what to be careful about, and where figures come from.
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { words } from "./score/words";
import type { Source, Told } from "./types";

/** More than these fold behind their number: they must not push the plan off the screen. */
const FEW = 2;

export function Warnings({ told }: { told: readonly Told[] }) {
  const w = useWords(words);
  const lang = language.use();
  if (told.length === 0) return null;
  const list = (
    <ul>
      {told.map((one) => (
        <li key={one.ko}>{inLanguage(lang, one.ko, one.en)}</li>
      ))}
    </ul>
  );
  if (told.length <= FEW) {
    return (
      <section className="plan-careful" aria-label={w.warnings}>
        <b>{w.warnings}</b>
        {list}
      </section>
    );
  }
  return (
    <details className="plan-careful">
      <summary>{w.manyWarnings(count(told.length))}</summary>
      {list}
    </details>
  );
}

export function Sources({ sources }: { sources: readonly Source[] }) {
  const w = useWords(words);
  if (sources.length === 0) return null;
  return (
    <details className="plan-block">
      <summary>{w.sources}</summary>
      <ul className="plan-lines">
        {sources.map((one) => (
          <li key={`${one.layer} ${one.title}`}>
            {w.source(one.title, count(one.rows), one.as_of ?? w.noDate)}
            {one.licence && <small> {one.licence}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}
