// What acceptance answered: codes in the registry, who would be lent the cameras, and what the sign must say.
import { useState } from "react";
import { inLanguage, language, useWords } from "../../app/language";
import type { Accepted } from "../types";
import { words } from "./words";

function Sign({ sign }: { sign: Accepted["sign"] }) {
  const w = useWords(words);
  const a = w.accepted_;
  const lang = language.use();
  const text = inLanguage(lang, sign.ko, sign.en);
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <h3>{a.sign}</h3>
      <pre className="accept-sign">{text}</pre>
      {sign.missing.length > 0 && (
        <p className="plan-careful">
          {a.missing}: {sign.missing.map((one) => a.missingWords[one] ?? one).join(", ")}
        </p>
      )}
      <p>
        <button type="button" onClick={copy}>
          {a.copy}
        </button>{" "}
        {isCopied && <span role="status">{a.copied}</span>}
      </p>
    </>
  );
}

/** One line an agreement, its paragraphs together: what two services share is said once. */
function byAgreement(lending: Accepted["lending"]) {
  const found = new Map<string, { one: Accepted["lending"][number]; articles: Set<string> }>();
  for (const one of lending) {
    const known = found.get(one.agreement_id);
    if (known) known.articles.add(one.article);
    else found.set(one.agreement_id, { one, articles: new Set([one.article]) });
  }
  return [...found.values()];
}

export function AcceptedView({ accepted }: { accepted: Accepted }) {
  const w = useWords(words);
  const a = w.accepted_;
  const lang = language.use();
  return (
    <section className="accept-done" aria-label={a.title}>
      <h3 role="status">{a.title}</h3>
      <dl className="office-facts">
        <dt>{a.site}</dt>
        <dd>
          <code>{accepted.site_id}</code>
        </dd>
        <dt>{a.pole}</dt>
        <dd>
          <code>{accepted.pole_id}</code>
        </dd>
        <dt>{a.cameras}</dt>
        <dd>
          <code>{accepted.camera_ids.join(", ")}</code>
        </dd>
      </dl>
      <h3>{a.lending}</h3>
      {accepted.lending.length === 0 ? (
        <p className="office-quiet">{a.noLending}</p>
      ) : (
        <ul className="plan-lines">
          {byAgreement(accepted.lending).map(({ one, articles }) => (
            <li key={one.agreement_id}>
              {a.clause(inLanguage(lang, one.title_ko, one.title_en), [...articles].join(", "))}
              {!one.in_force && <span className="tag"> {a.notInForce}</span>}
            </li>
          ))}
        </ul>
      )}
      <Sign sign={accepted.sign} />
    </section>
  );
}
