// What stands in the place of everything while a session is locked: no picture, no fact, one field.
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import type { Me } from "../api/feed";
import { Entry } from "../identity/Entry";
import { Field } from "../identity/Field";
import { useStep } from "../identity/useStep";
import { words } from "../identity/words";
import { inLanguage, language, useWords } from "./language";

export function LockPage(props: { person: Me; onUnlocked: () => void; onSignOut: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { person } = props;
  const { isSending, failure, run } = useStep();
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!password) return;
    const done = await run(() => api.unlock({ password }).then(() => true));
    setPassword("");
    setTried(false);
    if (done) props.onUnlocked();
  };
  const said = failure === "wrong" ? w.lock.wrong : failure && w.failures[failure];
  return (
    <Entry title={w.lock.title} failure={said} footer={w.notice}>
      <p>{w.lock.what}</p>
      <p className="lock-who">
        <b>{person.name}</b>
        <span>{inLanguage(lang, person.organisation_name, person.organisation_name_en)}</span>
      </p>
      <form className="code-form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={w.password}
          error={isTried && !password ? w.passwordMissing : null}
          type="password"
          autoComplete="current-password"
          value={password}
          autoFocus
          onChange={setPassword}
        />
        <button type="submit" className="primary" disabled={isSending}>
          {isSending ? w.submitting : w.lock.submit}
        </button>
      </form>
      <button type="button" className="quiet" onClick={props.onSignOut}>
        {w.lock.signOut}
      </button>
    </Entry>
  );
}
