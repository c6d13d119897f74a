// One's own password, changed behind the old one.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../app/language";
import { ChoosePassword } from "../ChoosePassword";
import { useStep } from "../useStep";
import { words as identityWords } from "../words";
import { AccountDialog, useFailureText } from "./PasswordGate";
import { words } from "./words";

function ChangeDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const w = useWords(words);
  const all = useWords(identityWords);
  const step = useStep();
  const usual = useFailureText(step);
  const failure = step.failure === "input" ? all.choose.refused : usual;
  return (
    <AccountDialog title={w.password.change} failure={failure} onClose={onClose}>
      <p>{w.password.what}</p>
      <ChoosePassword step={step} confirm={w.password.change} onDone={onDone} />
      <button type="button" onClick={onClose}>
        {w.cancel}
      </button>
    </AccountDialog>
  );
}

export function OwnPassword() {
  const w = useWords(words);
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const done = () => {
    setOpen(false);
    setDone(true);
    void client.invalidateQueries({ queryKey: ["own sessions"] });
  };
  return (
    <section className="account-part" aria-labelledby="account-password">
      <h2 id="account-password">{w.password.title}</h2>
      {isDone && <p role="status">{w.password.done}</p>}
      <button type="button" onClick={() => setOpen(true)}>
        {w.password.change}
      </button>
      {isOpen && <ChangeDialog onDone={done} onClose={() => setOpen(false)} />}
    </section>
  );
}
