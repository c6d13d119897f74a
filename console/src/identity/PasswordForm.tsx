// Name and password: where every sign-in begins.
import { type FormEvent, useState } from "react";
import { useWords } from "../app/language";
import { Field } from "./Field";
import { words } from "./words";

export function PasswordForm(props: {
  isSending: boolean;
  onSend: (name: string, password: string) => void;
}) {
  const w = useWords(words);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [isCapsLock, setCapsLock] = useState(false);
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && password && !props.isSending) props.onSend(name.trim(), password);
  };
  return (
    <form className="code-form" onSubmit={submit} noValidate>
      <Field
        label={w.name}
        hint={w.nameHint}
        error={isTried && !name.trim() ? w.nameMissing : null}
        autoComplete="username"
        value={name}
        autoFocus
        onChange={setName}
      />
      <Field
        label={w.password}
        hint={isCapsLock ? w.capsLock : undefined}
        error={isTried && !password ? w.passwordMissing : null}
        type={isShown ? "text" : "password"}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        onKeyUp={(event) => setCapsLock(event.getModifierState("CapsLock"))}
      />
      <button type="button" className="quiet show" onClick={() => setShown(!isShown)}>
        {isShown ? w.hide : w.show}
      </button>
      <button type="submit" className="primary" disabled={props.isSending}>
        {props.isSending ? w.submitting : w.submit}
      </button>
    </form>
  );
}
