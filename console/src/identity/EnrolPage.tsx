// `/enrol`, on the tablet of a vehicle: the code that was read out makes this browser's key the vehicle's own.
import { type FormEvent, useState } from "react";
import { api, Problem } from "../api/client";
import { useWords } from "../app/language";
import { asCode, asName, canKeepKeys, freshKey, keepKey, signed } from "./deviceKeys";
import { Entry } from "./Entry";
import { Field } from "./Field";
import { words } from "./words";

const CODE_LETTERS = 8;

type Failure = keyof (typeof words)["ko"]["enrol"]["failures"];

export function enrolFailure(problem: unknown): Failure {
  if (!(problem instanceof Problem)) return "noKey";
  if (problem.status === 0 || problem.status === 502 || problem.status === 503)
    return "unreachable";
  return problem.status >= 500 ? "server" : "refused";
}

interface Done {
  name: string;
  thumbprint: string;
}

async function enrol(typedName: string, typedCode: string, label: string): Promise<Done> {
  const name = asName(typedName);
  const code = asCode(typedCode);
  const made = await freshKey();
  const proof = await signed(made.key, "enrol", code, name);
  const said = await api.enrolDevice({ name, code, label, public_key: made.publicKey, proof });
  await keepKey({ deviceId: said.device_id, name, key: made.key });
  return { name, thumbprint: made.thumbprint };
}

function useEnrolment() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const send = async (name: string, code: string, label: string) => {
    setSending(true);
    setFailure(null);
    try {
      setDone(await enrol(name, code, label));
    } catch (problem) {
      setFailure(enrolFailure(problem));
    }
    setSending(false);
  };
  return { failure, isSending, done, send };
}

function Enrolled({ done }: { done: Done }) {
  const w = useWords(words).enrol;
  return (
    <Entry title={w.doneTitle}>
      <p role="status">{w.done(done.name)}</p>
      <p className="thumbprint">
        {w.thumbprint} <b>{done.thumbprint.match(/.{4}/g)?.join(" ")}</b>
      </p>
      <button type="button" className="primary" onClick={() => location.assign("/")}>
        {w.toSignIn}
      </button>
    </Entry>
  );
}

export function EnrolPage() {
  const w = useWords(words).enrol;
  const { failure, isSending, done, send } = useEnrolment();
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [label, setLabel] = useState("");
  const [isTried, setTried] = useState(false);
  if (done) return <Enrolled done={done} />;
  if (!canKeepKeys()) {
    return (
      <Entry title={w.title} failure={w.insecure}>
        <p>{w.insecureWhat}</p>
      </Entry>
    );
  }
  const isWhole = asCode(code).length === CODE_LETTERS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (asName(name) && isWhole && !isSending) void send(name, code, label.trim());
  };
  return (
    <Entry title={w.title} failure={failure && w.failures[failure]} footer={w.notice}>
      <p>{w.what}</p>
      <form className="code-form" onSubmit={submit} noValidate>
        <Field
          label={w.name}
          error={isTried && !asName(name) ? w.nameMissing : null}
          autoComplete="username"
          value={name}
          autoFocus
          onChange={setName}
        />
        <Field
          label={w.code}
          hint={w.codeHint}
          error={isTried && !isWhole ? w.codeMissing : null}
          className="code"
          value={code}
          maxLength={12}
          onChange={(typed) => setCode(typed.toUpperCase())}
        />
        <Field
          label={w.label}
          hint={w.labelHint}
          value={label}
          maxLength={80}
          onChange={setLabel}
        />
        <button type="submit" className="primary" disabled={isSending}>
          {isSending ? w.sending : w.submit}
        </button>
      </form>
    </Entry>
  );
}
