// What a reader of the list should know: where the lifetime comes from, who was left out, what to be careful about.
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import type { Drawn } from "./lists";
import { words } from "./words";

export function Doubts({ drawn }: { drawn: Drawn }) {
  const w = useWords(words);
  const lang = language.use();
  const { lifetime } = drawn;
  const [shape, scale] = [lifetime.shape.toFixed(1), lifetime.scale_years.toFixed(1)];
  const out = drawn.left_out.map(
    (one) => `${w.leftOut[one.why] ?? one.why} ${w.number(count(one.cameras))}`,
  );
  return (
    <section className="office-panel replace-doubts" aria-label={w.careful}>
      <p className="office-quiet">
        {lifetime.fitted
          ? w.fitted(shape, scale, count(lifetime.failures))
          : w.assumed(shape, scale)}
        {out.length > 0 && ` · ${w.leftOutTitle}: ${out.join(", ")}`}
        {drawn.bad_rows.length > 0 && ` · ${w.badRows(count(drawn.bad_rows.length))}`}
      </p>
      {drawn.warnings.length > 0 && (
        <ul aria-label={w.careful}>
          {drawn.warnings.map((told) => (
            <li key={told.ko}>{inLanguage(lang, told.ko, told.en)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
