// 회신문: taken out for a reason, then said to be sent, by which the contact is destroyed.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../../api/client";
import { seoulDate } from "../../app/format";
import { language, useWords } from "../../app/language";
import { ReasonForm } from "../../names/ReasonForm";
import { type CameraRequest, doors } from "../doors";
import { troubleOf } from "./show";
import { useAct } from "./useAct";
import { words } from "./words";

export function LetterBox({ request }: { request: CameraRequest }) {
  const w = useWords(words).letter;
  const lang = language.use();
  const [isOpen, setOpen] = useState(false);
  const [isArmed, setArmed] = useState(false);
  const saving = useMutation({
    mutationFn: (reason: string) => saveFile(doors.letterPath(request.request_id), { reason }),
    onSuccess: () => setOpen(false),
  });
  const sending = useAct(
    () => doors.sent(request.request_id),
    () => setArmed(false),
  );
  // what destroys something asks twice
  const press = () => (isArmed || !request.has_contact ? sending.mutate(null) : setArmed(true));
  return (
    <section className="request-letter" aria-label={w.title}>
      <h3>{w.title}</h3>
      {isOpen ? (
        <ReasonForm
          said={w.what}
          send={saving.isPending ? w.saving : w.save}
          isBusy={saving.isPending}
          problem={saving.isError ? troubleOf(saving.error, lang) : null}
          onSend={(reason) => saving.mutate(reason)}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <div className="office-bar">
          <button type="button" onClick={() => setOpen(true)}>
            {w.make}
          </button>
          {!request.sent_at && (
            <button
              type="button"
              className={request.has_contact ? "danger" : ""}
              data-armed={isArmed || undefined}
              disabled={sending.isPending}
              onBlur={() => setArmed(false)}
              onClick={press}
            >
              {isArmed ? w.sentTwice : request.has_contact ? w.sentDestroys : w.sent}
            </button>
          )}
        </div>
      )}
      {request.sent_at && <p className="office-quiet">{w.sentOn(seoulDate(request.sent_at))}</p>}
      {saving.data && <p role="status">{w.saved(saving.data)}</p>}
      {sending.isError && <p role="alert">{troubleOf(sending.error, lang)}</p>}
    </section>
  );
}
