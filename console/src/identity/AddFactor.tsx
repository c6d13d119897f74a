// A second factor is set up: the app's QR code and its first digits, or the browser's passkey. At first sign-in and later.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../app/language";
import { isTotp } from "./CodeForm";
import { Field } from "./Field";
import { canUsePasskeys, makePasskey } from "./passkeys";
import type { StepState } from "./useStep";
import { words } from "./words";

export interface TotpDraft {
  secret: string;
  qr_svg: string;
}

/** The doors behind it differ between a first sign-in and a running session. */
export interface FactorPorts {
  draftTotp: () => Promise<TotpDraft>;
  /** Answers recovery codes when these are the first ones. */
  addTotp: (code: string, label: string) => Promise<readonly string[]>;
  draftPasskey: () => Promise<Record<string, unknown>>;
  addPasskey: (credential: Record<string, unknown>, label: string) => Promise<readonly string[]>;
}

interface Props {
  ports: FactorPorts;
  step: StepState;
  onDone: (recoveryCodes: readonly string[]) => void;
}

function Label(props: { value: string; onChange: (value: string) => void }) {
  const w = useWords(words).addFactor;
  return (
    <Field
      label={w.label}
      hint={w.labelHint}
      value={props.value}
      maxLength={40}
      onChange={props.onChange}
    />
  );
}

function AddTotp({ ports, step, onDone }: Props) {
  const w = useWords(words);
  const [draft, setDraft] = useState<TotpDraft | null>(null);
  const [code, setCode] = useState("");
  const [label, setLabel] = useState("");
  const [isTried, setTried] = useState(false);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    void step.run(ports.draftTotp).then((made) => made && setDraft(made));
  }, [ports, step]);
  if (!draft) return step.failure ? null : <p role="status">{w.addFactor.preparing}</p>;
  const add = async () => {
    setTried(true);
    if (!isTotp(code)) return;
    const done = await step.run(() => ports.addTotp(code.replace(/\s/g, ""), label.trim()));
    if (done !== undefined) onDone(done);
  };
  return (
    <form
      className="code-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p>{w.addFactor.scan}</p>
      <img
        className="qr"
        alt={w.addFactor.picture}
        src={`data:image/svg+xml,${encodeURIComponent(asFile(draft.qr_svg))}`}
      />
      <p className="secret">
        {w.addFactor.secret} <b>{draft.secret.match(/.{1,4}/g)?.join(" ")}</b>
      </p>
      <Field
        label={w.totp.code}
        error={isTried && !isTotp(code) ? w.totp.missing : null}
        className="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        maxLength={7}
        autoFocus
        onChange={setCode}
      />
      <Label value={label} onChange={setLabel} />
      <button type="submit" className="primary" disabled={step.isSending}>
        {w.addFactor.submit}
      </button>
    </form>
  );
}

/** A picture that stands inside a page needs no namespace; as a file of its own it does. */
function asFile(svg: string): string {
  return svg.includes("xmlns=")
    ? svg
    : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
}

function AddPasskey({ ports, step, onDone }: Props) {
  const w = useWords(words);
  const [label, setLabel] = useState("");
  const add = async () => {
    const done = await step.run(async () =>
      ports.addPasskey(await makePasskey(await ports.draftPasskey()), label.trim()),
    );
    if (done !== undefined) onDone(done);
  };
  return (
    <form
      className="code-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p>{w.passkey.what}</p>
      <Label value={label} onChange={setLabel} />
      <button type="submit" className="primary" disabled={step.isSending}>
        {step.isSending ? w.passkey.working : w.addFactor.submit}
      </button>
    </form>
  );
}

export function AddFactor(props: Props) {
  const w = useWords(words);
  const [kind, setKind] = useState<"totp" | "passkey" | null>(null);
  const may = canUsePasskeys();
  if (kind === "totp") return <AddTotp {...props} />;
  if (kind === "passkey") return <AddPasskey {...props} />;
  return (
    <div className="choices">
      <button type="button" onClick={() => setKind("totp")}>
        <b>{w.addFactor.totp}</b>
        <span>{w.addFactor.totpWhat}</span>
      </button>
      <button type="button" disabled={!may} onClick={() => setKind("passkey")}>
        <b>{w.addFactor.passkey}</b>
        <span>{may ? w.addFactor.passkeyWhat : w.passkey.cannot}</span>
      </button>
    </div>
  );
}
