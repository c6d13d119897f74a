// The text's own examples with what it answers, ✓ or ✗ and in words.
import { inLanguage, language, useWords } from "../app/language";
import { partyName } from "./Editor";
import { EXPECTATIONS, nameIn, SERVICES } from "./lists";
import type { Outcome } from "./node";
import type { AgreementText } from "./text";
import { words } from "./words";

export function caseText(text: AgreementText, one: Outcome["example"], of: "ko" | "en"): string {
  const service = SERVICES[one.service];
  const parts = [
    nameIn(service?.name, of, one.service),
    nameIn(service?.categories[one.category], of, one.category),
    one.code ? nameIn(service?.codes[one.code], of, one.code) : "",
    one.dong,
    one.at,
  ];
  return `${parts.filter(Boolean).join(" · ")} → ${partyName(text, one.organisation, of)}`;
}

export function Outcomes(props: {
  text: AgreementText;
  outcomes: readonly Outcome[];
  dongName: (code: string) => string;
}) {
  const w = useWords(words);
  const lang = language.use();
  if (props.outcomes.length === 0) return <p className="hint">{w.noExamples}</p>;
  return (
    <ul className="outcomes" aria-label={w.examplesNow}>
      {props.outcomes.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an example has no name
        <li key={at} data-passed={one.passed}>
          <b>
            <span aria-hidden="true">{one.passed ? "✓" : "✗"}</span>
            <span>{one.passed ? w.exampleOk : w.exampleNotOk}</span>
          </b>
          <span>
            {caseText(props.text, { ...one.example, dong: props.dongName(one.example.dong) }, lang)}
          </span>
          <small>
            {w.exampleSays(
              nameIn(EXPECTATIONS[one.example.expect], lang, one.example.expect),
              one.example.clause ?? "",
            )}
            {" · "}
            {w.exampleAnswers(nameIn(EXPECTATIONS[one.answer], lang, one.answer), one.clause ?? "")}
            {!one.passed && one.reason_ko
              ? ` · ${inLanguage(lang, one.reason_ko, one.reason_en)}`
              : ""}
          </small>
        </li>
      ))}
    </ul>
  );
}
