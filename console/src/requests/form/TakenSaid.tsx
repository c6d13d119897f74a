// After sending: the number, and what happens next.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../app/language";
import type { Taken } from "../doors";
import { words } from "./words";

export function TakenSaid({ taken, onMore }: { taken: Taken; onMore: () => void }) {
  const w = useWords(words).taken;
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // the form is gone: whoever reads by ear is told where they are now
  useEffect(() => heading.current?.focus(), []);
  const copy = () =>
    void navigator.clipboard?.writeText(taken.receipt).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <section className="wish-taken">
      <h2 ref={heading} tabIndex={-1}>
        {w.title}
      </h2>
      <p className="wish-number">
        <span>{w.number}</span>
        <b>{taken.receipt}</b>
        <button type="button" onClick={copy}>
          {isCopied ? w.copied : w.copy}
        </button>
      </p>
      <p className="wish-hint">
        {w.where(taken.dong_name, taken.on)}. {w.keep}
      </p>
      <h3>{w.next}</h3>
      <ol>
        {Object.values(w.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <button type="button" onClick={onMore}>
        {w.more}
      </button>
    </section>
  );
}
