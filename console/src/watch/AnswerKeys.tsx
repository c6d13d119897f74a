// The answers that end an alarm, under what a press of them asserts. V takes the keyboard there.
import { inLanguage, language, useWords } from "../app/language";
import type { AnswerDesk } from "./useAnswer";
import { words } from "./words";

const FIRST = "[data-first-answer]";

export function focusAnswers(): void {
  document.querySelector<HTMLElement>(FIRST)?.focus();
}

export function AnswerKeys({ desk }: { desk: AnswerDesk }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <fieldset className="watch-verdicts" aria-busy={desk.busy !== null}>
      <legend>
        {inLanguage(lang, desk.asks.ko, desk.asks.en)} <kbd>V</kbd>
      </legend>
      {desk.keys.map((key, index) => (
        <button
          key={key.label_ko}
          type="button"
          disabled={desk.busy !== null}
          data-first-answer={index === 0 || undefined}
          onClick={() => desk.press(key)}
        >
          {desk.busy === key.label_ko ? w.sending : inLanguage(lang, key.label_ko, key.label_en)}
        </button>
      ))}
    </fieldset>
  );
}
