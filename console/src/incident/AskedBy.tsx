// The badge of a call that another centre asks our cameras for: whose call it is.
import type { Incident } from "../api/feed";
import { centreShort } from "../app/centre";
import { inLanguage, language, useWords } from "../app/language";
import { words } from "./words";

export function AskedBy({ incident }: { incident: Incident }) {
  const w = useWords(words);
  const lang = language.use();
  const { origin } = incident;
  if (!origin) return null;
  const whole = inLanguage(lang, origin.name_ko, origin.name_en);
  return (
    <span className="tag" title={whole}>
      {w.askedBy(centreShort(whole) || origin.centre)}
    </span>
  );
}
