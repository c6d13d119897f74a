// The agreement as people read it: a page with a title, articles and paragraphs, in the reader's language.
import { inLanguage, language, useWords } from "../app/language";
import { words } from "./words";

const ARTICLE = /^(제\d+조|Article \d+)/;

export interface Block {
  kind: "title" | "article" | "item" | "paragraph";
  text: string;
}

/** The node writes plain lines: the title, articles, paragraphs, and items behind a dash. */
export function blocksOf(text: string): Block[] {
  const lines = text.split("\n").map((line) => line.trim());
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
      {blocksOf(inLanguage(lang, korean, english)).map((one, at) => {
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
