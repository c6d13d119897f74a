// One code to type: of an authenticator app, or a recovery code.
import { type FormEvent, useState } from "react";
import { useWords } from "../app/language";
import { Field } from "./Field";
import { words } from "./words";

export const isTotp = (typed: string): boolean => /^\d{6}$/.test(typed.replace(/\s/g, ""));

/** A form of its own inside a page; inside a form that is one already, its parent sends it. */
export function CodeForm(props: {
  kind: "totp" | "recovery";
  isSending: boolean;
  onCode: (code: string) => void;
}) {
  const all = useWords(words);
  const w = all[props.kind];
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const plain = code.replace(/\s/g, "");
  const isWhole = props.kind === "totp" ? isTotp(plain) : plain.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole) props.onCode(plain);
  };
  return (
    <form className="code-form" onSubmit={submit} noValidate>
      <Field
        label={w.code}
        error={isTried && !isWhole ? w.missing : null}
        className="code"
        autoComplete={props.kind === "totp" ? "one-time-code" : "off"}
        inputMode={props.kind === "totp" ? "numeric" : "text"}
        value={code}
        maxLength={props.kind === "totp" ? 7 : 24}
        autoFocus
        onChange={setCode}
      />
      <button type="submit" className="primary" disabled={props.isSending}>
        {props.isSending ? all.submitting : all.confirm}
      </button>
    </form>
  );
}
