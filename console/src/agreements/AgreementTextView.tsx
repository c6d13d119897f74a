// The agreement as people read it: a page with a title, articles and paragraphs, in the reader's language.
import { inLanguage, type Language, language, useWords } from "../app/language";
import { words as ledgerWords } from "../ledger/words";
import { words } from "./words";

const ARTICLE = /^(제\d+조|Article \d+)/;

/** The node writes a ground by its code; people read the law's article. */
const GROUND = /PIPA18-2-(\d+)/g;

export interface Block {
  kind: "title" | "article" | "item" | "paragraph";
  text: string;
}

export function withGrounds(text: string, of: Language): string {
  return text.replace(GROUND, (_, number: string) => ledgerWords[of].basis(number));
}

/** The node writes plain lines: the title, articles, paragraphs, and items behind a dash. */
export function blocksOf(text: string, of: Language): Block[] {
  const lines = withGrounds(text, of)
    .split("\n")
    .map((line) => line.trim());
  return lines.filter(Boolean).map((line, at) => {
    const bare = line.replace(/^#+\s*/, "");
    if (at === 0) return { kind: "title", text: bare };
    if (bare !== line || (ARTICLE.test(line) && line.length < 60)) {
      return { kind: "article", text: bare };
    }
    if (/^[-·•]\s/.test(line)) return { kind: "item", text: line.replace(/^[-·•]\s*/, "") };
    return { kind: "paragraph", text: line };
  });
}

export function AgreementTextView({ korean, english }: { korean: string; english: string }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <section className="agreement-text" lang={lang} aria-label={w.preview}>
      {blocksOf(inLanguage(lang, korean, english), lang).map((one, at) => {
        // biome-ignore-start lint/suspicious/noArrayIndexKey: lines of a text have no other name
        if (one.kind === "title") return <h2 key={at}>{one.text}</h2>;
        if (one.kind === "article") return <h3 key={at}>{one.text}</h3>;
        if (one.kind === "item") return <p key={at} className="item">{`· ${one.text}`}</p>;
        return <p key={at}>{one.text}</p>;
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
      })}
    </section>
  );
}
