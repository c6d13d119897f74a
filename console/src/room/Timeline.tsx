// What happened, in order; the newest line stays in sight.
import type { TimelineEntry } from "../api/feed";
import { seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { words } from "./words";

export function Timeline({ rows }: { rows: readonly TimelineEntry[] }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable to be scrolled by keys
    <section className="timeline" role="log" aria-label={w.log} tabIndex={0}>
      <ol>
        {rows.map((row) => (
          <li key={`${row.at} ${row.kind} ${row.text_ko}`}>
            <time>{seoulTime(row.at)}</time>
            <span>{inLanguage(lang, row.text_ko, row.text_en)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
