// A password or token, shown once and big enough to be copied by hand.
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../app/language";
import { words } from "./words";

export function SecretDialog(props: { title: string; secret: string; onClose: () => void }) {
  const w = useWords(words).secret;
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      onOpenChange={() => undefined}
      isKeyboardDismissDisabled
    >
      <Modal>
        <Dialog className="dialog people-dialog">
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          <output className="big-secret">{props.secret}</output>
          <p className="office-quiet">{w.what}</p>
          <footer>
            <button type="button" className="primary" onClick={props.onClose}>
              {w.done}
            </button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
