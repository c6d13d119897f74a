// What stands before everything for whoever came in with a password that was made for them.
import type { Me } from "../api/feed";
import { inLanguage, language, useWords } from "../app/language";
import { ChoosePassword } from "./ChoosePassword";
import { Entry } from "./Entry";
import { useStep } from "./useStep";
import { words } from "./words";

export function ChoosePasswordPage(props: {
  person: Me;
  onDone: () => void;
  onSignOut: () => void;
}) {
  const all = useWords(words);
  const w = all.choose;
  const lang = language.use();
  const step = useStep();
  const { person, onDone } = props;
  const failure =
    step.failure === "wrong"
      ? w.wrong
      : step.failure === "input"
        ? w.refused
        : step.failure && all.failures[step.failure];
  return (
    <Entry title={w.title} failure={failure} footer={all.notice}>
      <p>{w.what}</p>
      <p className="lock-who">
        <b>{person.name}</b>
        <span>{inLanguage(lang, person.organisation_name, person.organisation_name_en)}</span>
      </p>
      <ChoosePassword step={step} confirm={w.submit} onDone={onDone} />
      <button type="button" className="quiet" onClick={props.onSignOut}>
        {all.lock.signOut}
      </button>
    </Entry>
  );
}
