// What stands in the place of everything while a session is locked: no picture, no fact, one way to open it.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import type { Me } from "../api/feed";
import { CodeForm } from "../identity/CodeForm";
import { Entry } from "../identity/Entry";
import { Field } from "../identity/Field";
import { PasskeyStep } from "../identity/PasskeyStep";
import { askPasskey } from "../identity/passkeys";
import { type StepState, useStep } from "../identity/useStep";
import { words } from "../identity/words";
import { inLanguage, language, useWords } from "./language";

const WAYS = ["password", "totp", "passkey"] as const;
type Way = (typeof WAYS)[number];

function PasswordOpens(props: { step: StepState; onOpen: (ask: () => Promise<unknown>) => void }) {
  const w = useWords(words);
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!password) return;
    props.onOpen(() => api.unlock({ password }));
    setPassword("");
    setTried(false);
  };
  return (
    <form className="code-form" onSubmit={submit} noValidate>
      <Field
        label={w.password}
        error={isTried && !password ? w.passwordMissing : null}
        type="password"
        autoComplete="current-password"
        value={password}
        autoFocus
        onChange={setPassword}
      />
      <button type="submit" className="primary" disabled={props.step.isSending}>
        {props.step.isSending ? w.submitting : w.lock.submit}
      </button>
    </form>
  );
}

function Opens(props: {
  way: Way;
  step: StepState;
  onOpen: (ask: () => Promise<unknown>) => void;
}) {
  const { step, onOpen } = props;
  if (props.way === "password") return <PasswordOpens step={step} onOpen={onOpen} />;
  if (props.way === "totp") {
    const send = (code: string) => onOpen(() => api.unlock({ code }));
    return <CodeForm kind="totp" isSending={step.isSending} onCode={send} />;
  }
  const use = async () => {
    const options = await api.unlockOptions();
    return api.unlock({ credential: await askPasskey(options) });
  };
  return <PasskeyStep isSending={step.isSending} onUse={() => onOpen(use)} />;
}

export function LockPage(props: { person: Me; onUnlocked: () => void; onSignOut: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { person } = props;
  const step = useStep();
  const [way, setWay] = useState<Way>("password");
  const asked = useQuery({ queryKey: ["unlock ways"], queryFn: api.unlockWays, retry: false });
  // what is not known yet, or cannot be asked, leaves the password
  const ways: readonly string[] = asked.data?.ways ?? ["password"];
  const open = async (ask: () => Promise<unknown>) => {
    const done = await step.run(() => ask().then(() => true));
    if (done) props.onUnlocked();
  };
  const { failure } = step;
  const said = failure === "wrong" ? w.lock.wrong : failure && w.failures[failure];
  return (
    <Entry title={w.lock.title} failure={said} footer={w.notice}>
      <p>{w.lock.what}</p>
      <p className="lock-who">
        <b>{person.name}</b>
        <span>{inLanguage(lang, person.organisation_name, person.organisation_name_en)}</span>
      </p>
      <Opens key={way} way={way} step={step} onOpen={(ask) => void open(ask)} />
      <div className="ways">
        {WAYS.filter((one) => one !== way && ways.includes(one)).map((one) => (
          <button
            key={one}
            type="button"
            className="quiet"
            onClick={() => {
              step.clear();
              setWay(one);
            }}
          >
            {one === "password" ? w.lock.byPassword : w[one].other}
          </button>
        ))}
        {ways.includes("oidc") && (
          <a className="quiet" href="/api/oidc/start">
            {w.lock.byProvider}
          </a>
        )}
        <button type="button" className="quiet" onClick={props.onSignOut}>
          {w.lock.signOut}
        </button>
      </div>
    </Entry>
  );
}
