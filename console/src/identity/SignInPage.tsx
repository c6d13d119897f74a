// The sign-in form: two fields, one button, and a plain sentence for each way it can fail.
import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { api, Problem } from "../api/client";
import type { Me } from "../api/feed";
import { language, useWords } from "../app/language";
import { words } from "./words";
import "./sign-in.css";

type Failure = keyof (typeof words)["ko"]["failures"];

export function failureOf(problem: unknown): Failure {
  if (!(problem instanceof Problem)) return "server";
  if (problem.status === 0 || problem.status === 502 || problem.status === 503)
    return "unreachable";
  if (problem.status === 429 || problem.status === 423) return "locked";
  if (problem.status === 403) return "forbidden";
  return problem.status >= 500 ? "server" : "wrong";
}

function Field(props: {
  label: string;
  hint?: string;
  error: string | null;
  type: string;
  autoComplete: string;
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
  onKeyUp?: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  const id = useId();
  const said = props.error ?? props.hint;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type={props.type}
        value={props.value}
        autoComplete={props.autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the form is the whole page, and a shift begins by typing
        autoFocus={props.autoFocus}
        aria-invalid={props.error !== null}
        aria-describedby={said ? `${id}-said` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyUp={props.onKeyUp}
      />
      {said && (
        <p id={`${id}-said`} className={props.error ? "wrong" : ""}>
          {said}
        </p>
      )}
    </div>
  );
}

function useSignIn(onSignedIn: (person: Me) => void) {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = async (name: string, password: string) => {
    setSending(true);
    setFailure(null);
    try {
      await api.signIn(name, password);
      onSignedIn(await api.me());
    } catch (problem) {
      setFailure(failureOf(problem));
      setSending(false);
    }
  };
  return { isSending, failure, send };
}

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

export function SignInPage(props: { isReaching?: boolean; onSignedIn: (person: Me) => void }) {
  const w = useWords(words);
  const { isSending, failure, send } = useSignIn(props.onSignedIn);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [isCapsLock, setCapsLock] = useState(false);
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && password && !isSending) void send(name.trim(), password);
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} noValidate aria-labelledby="sign-in-title">
        <header>
          <p>
            <b>{w.product}</b> {w.purpose}
          </p>
          <LanguageSwitch />
        </header>
        <h1 id="sign-in-title">{w.title}</h1>
        {props.isReaching && <p role="status">{w.reaching}</p>}
        {failure && (
          <p className="failure" role="alert">
            {w.failures[failure]}
          </p>
        )}
        <Field
          label={w.name}
          hint={w.nameHint}
          error={isTried && !name.trim() ? w.nameMissing : null}
          type="text"
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
        <button type="submit" className="primary" disabled={isSending}>
          {isSending ? w.submitting : w.submit}
        </button>
        <footer>{w.notice}</footer>
      </form>
    </main>
  );
}
