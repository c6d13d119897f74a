// Asks for the reason of a change before it is made: none is made without one.
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../app/language";
import { Field } from "../identity/Field";
import { words } from "./words";

export function ReasonDialog(props: {
  title: string;
  what?: ReactNode;
  confirm: string;
  /** What to write, where it is no change of people or rights. */
  hint?: string;
  isDangerous?: boolean;
  isSending: boolean;
  failure: string | null;
  children?: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) props.onConfirm(reason.trim());
  };
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => open || props.onClose()}
    >
      <Modal>
        <Dialog className="dialog people-dialog">
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          {props.what && <p>{props.what}</p>}
          {props.failure && (
            <p className="failure" role="alert">
              {props.failure}
            </p>
          )}
          <form onSubmit={submit} noValidate>
            {props.children}
            <Field
              label={w.reason}
              hint={props.hint ?? w.reasonHint}
              error={isTried && !reason.trim() ? w.reasonMissing : null}
              value={reason}
              maxLength={200}
              autoFocus={!props.children}
              onChange={setReason}
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
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
