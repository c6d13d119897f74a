// The password one chooses: the old one, the new one twice, and what is wrong with it before it is sent.
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import { useWords } from "../app/language";
import { Field } from "./Field";
import type { StepState } from "./useStep";
import { words } from "./words";

export const AT_LEAST = 10;
const DIFFERENT = 4;

export type Weakness = "short" | "same" | "simple" | "name";

const plain = (text: string) => text.normalize("NFKC").toLowerCase();

/** The node's own rules, said before it has to; the node decides. `name`: where the page knows the sign-in name. */
export function weaknessOf(old: string, chosen: string, name = ""): Weakness | null {
  if (chosen.length < AT_LEAST) return "short";
  if (chosen === old) return "same";
  if (name && plain(chosen).includes(plain(name))) return "name";
  return new Set(chosen).size < DIFFERENT ? "simple" : null;
}

export function ChoosePassword(props: { step: StepState; confirm: string; onDone: () => void }) {
  const all = useWords(words);
  const w = all.choose;
  const { step } = props;
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const [isTried, setTried] = useState(false);
  const weakness = weaknessOf(old, chosen);
  const isSame = chosen === again;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!old || weakness || !isSame) return;
    const done = await step.run(() => api.choosePassword({ old, new: chosen }));
    if (done) props.onDone();
  };
  return (
    <form className="code-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={w.old}
        error={isTried && !old ? all.passwordMissing : null}
        type="password"
        autoComplete="current-password"
        value={old}
        autoFocus
        onChange={setOld}
      />
      <Field
        label={w.chosen}
        hint={w.hint}
        error={isTried && weakness ? w.weak[weakness] : null}
        type="password"
        autoComplete="new-password"
        value={chosen}
        maxLength={200}
        onChange={setChosen}
      />
      <Field
        label={w.again}
        error={isTried && !isSame ? w.different : null}
        type="password"
        autoComplete="new-password"
        value={again}
        maxLength={200}
        onChange={setAgain}
      />
      <button type="submit" className="primary" disabled={step.isSending}>
        {step.isSending ? all.submitting : props.confirm}
      </button>
    </form>
  );
}
