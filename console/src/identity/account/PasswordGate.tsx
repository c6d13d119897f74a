// A dialog that asks for the password before something grave, then shows what was asked for.
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../../app/language";
import { Field } from "../Field";
import type { StepState } from "../useStep";
import { words as identityWords } from "../words";
import { words } from "./words";

export function AccountDialog(props: {
  title: string;
  failure: string | null;
  children: ReactNode;
  onClose: () => void;
}) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => open || props.onClose()}>
      <Modal>
        <Dialog className="dialog account-dialog">
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          {props.failure && (
            <p className="failure" role="alert">
              {props.failure}
            </p>
          )}
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The sentence for a failure; a wrong password here is no wrong name. */
export function useFailureText(step: StepState): string | null {
  const w = useWords(words);
  const all = useWords(identityWords);
  if (!step.failure) return null;
  return step.failure === "wrong" ? w.wrongPassword : all.failures[step.failure];
}

export function PasswordGate(props: {
  what?: string;
  confirm: string;
  isDangerous?: boolean;
  isSending: boolean;
  onPassword: (password: string) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const all = useWords(identityWords);
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password) props.onPassword(password);
  };
  return (
    <form className="code-form" onSubmit={submit} noValidate>
      {props.what && <p>{props.what}</p>}
      <p>{w.passwordFirst}</p>
      <Field
        label={all.password}
        error={isTried && !password ? all.passwordMissing : null}
        type="password"
        autoComplete="current-password"
        value={password}
        autoFocus
        onChange={setPassword}
      />
      <footer>
        <button type="button" onClick={props.onClose}>
          {w.cancel}
        </button>
        <button
          type="submit"
          className={props.isDangerous ? "danger" : "primary"}
          data-armed={props.isDangerous || undefined}
          disabled={props.isSending}
        >
          {props.confirm}
        </button>
      </footer>
    </form>
  );
}
