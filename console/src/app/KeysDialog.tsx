// The list of keys that work on this page, and the switch that turns them off.
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { capOf, shortcuts, useListedKeys } from "./keys";
import { useWords } from "./language";
import { words } from "./words";

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const w = useWords(words);
  const keys = useListedKeys();
  const isOn = shortcuts.use() === "on";
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => open || onClose()}
    >
      <Modal>
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {w.keysTitle}
          </Heading>
          {!isOn && <p>{w.keysAreOff}</p>}
          <dl>
            {keys.map((binding) => (
              <div key={`${binding.code}${binding.label}`} style={{ display: "contents" }}>
                <dt>
                  <kbd>{capOf(binding)}</kbd>
                </dt>
                <dd>{binding.label}</dd>
              </div>
            ))}
          </dl>
          <footer>
            <Button onPress={() => shortcuts.set(isOn ? "off" : "on")}>
              {isOn ? w.keysOff : w.keysOn}
            </Button>
            <Button className="primary" onPress={onClose} autoFocus>
              {w.close}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
