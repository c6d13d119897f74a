// 장애 접수: a fault that a person saw.
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import { doors, type FaultKind } from "./doors";
import { words } from "./words";

const KINDS = [
  "dirty",
  "blurred",
  "covered",
  "moved",
  "black",
  "frozen",
  "wrong_clock",
  "no_picture",
  "damaged",
  "power",
  "line",
  "other",
] as const satisfies readonly FaultKind[];

export function EnterFault(props: { onMade: (fault: string) => void; onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [given, setGiven] = useState({ camera_id: "", kind: "dirty" as FaultKind, note: "" });
  const enter = useChange(["faults"], () =>
    doors.enter({ ...given, camera_id: given.camera_id.trim() }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(undefined, { onSuccess: (made) => props.onMade(made.fault.fault_id) });
  };
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => open || props.onClose()}
    >
      <Modal>
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {w.enter}
          </Heading>
          <form className="fault-form" onSubmit={submit}>
            <p>{w.enterWhat}</p>
            <label>
              {w.cameraId}
              <input
                required
                maxLength={40}
                value={given.camera_id}
                onChange={(event) => setGiven({ ...given, camera_id: event.target.value })}
              />
            </label>
            <label>
              {w.kind}
              <select
                value={given.kind}
                onChange={(event) => setGiven({ ...given, kind: event.target.value as FaultKind })}
              >
                {KINDS.map((one) => (
                  <option key={one} value={one}>
                    {w.kinds[one]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {w.optional}
              <input
                maxLength={300}
                value={given.note}
                onChange={(event) => setGiven({ ...given, note: event.target.value })}
              />
            </label>
            {enter.isError && <p role="alert">{problemText(enter.error, lang)}</p>}
            <div className="office-bar">
              <button type="submit" className="primary" disabled={enter.isPending}>
                {w.enter}
              </button>
              <button type="button" onClick={props.onClose}>
                {w.cancel}
              </button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
