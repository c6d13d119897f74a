// The frame of every page before the pages: one sheet in the middle, the language's switch, what went wrong.
import type { ReactNode } from "react";
import { language, useWords } from "../app/language";
import { words } from "./words";
import "./sign-in.css";

function LanguageSwitch() {
  const w = useWords(words);
  const lang = language.use();
  const other = lang === "ko" ? "en" : "ko";
  return (
    <button type="button" className="quiet" lang={other} onClick={() => language.set(other)}>
      {lang === "ko" ? w.toEnglish : w.toKorean}
    </button>
  );
}

export function Entry(props: {
  title: string;
  failure?: string | null;
  footer?: string;
  children: ReactNode;
}) {
  const w = useWords(words);
  return (
    <main className="sign-in">
      <section className="entry" aria-labelledby="sign-in-title">
        <header>
          <p>
            <b>{w.product}</b> {w.purpose}
          </p>
          <LanguageSwitch />
        </header>
        <h1 id="sign-in-title">{props.title}</h1>
        {props.failure && (
          <p className="failure" role="alert">
            {props.failure}
          </p>
        )}
        {props.children}
        {props.footer && <footer>{props.footer}</footer>}
      </section>
    </main>
  );
}
