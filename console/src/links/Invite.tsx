// The head of the hub invites a district: which one, how it reaches us, how long; then the code, shown this once.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { type Answer, api } from "../api/client";
import { seoulDateTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { Field } from "../identity/Field";
import { Choice } from "../people/AddAccount";
import { useChange } from "../people/useAsk";
import { linkProblem } from "./line";
import { words } from "./words";

export type Invited = Answer<"InvitePeer">;

/** The link server stands three above the console unless it is set otherwise (docs/roles-apart.md). */
const LINK_ABOVE = 3;
const USUAL_PORT = 8600;

/** What this centre's link is called, as far as the page can know. */
export function usualLink(at: Pick<Location, "hostname" | "port">): string {
  return `${at.hostname}:${(Number(at.port) || USUAL_PORT) + LINK_ABOVE}`;
}

function useForm() {
  const [code, setCode] = useState("");
  const [url, setUrl] = useState(location.origin);
  const [link, setLink] = useState(usualLink(location));
  const [hours, setHours] = useState("24");
  return { code, setCode, url, setUrl, link, setLink, hours, setHours };
}

export function Invite(props: { onInvited: (made: Invited) => void; onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const form = useForm();
  const city = useQuery({ queryKey: ["city"], queryFn: api.city });
  const invite = useChange(["links"], api.invitePeer);
  const free = (city.data?.districts ?? []).filter((one) =>
    ["unlinked", "revoked"].includes(one.state),
  );
  const code = form.code || free[0]?.code || "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!code) return;
    const given = { code, url: form.url.trim(), link: form.link.trim(), hours: Number(form.hours) };
    invite.mutate(given, { onSuccess: props.onInvited });
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
            {w.inviteTitle}
          </Heading>
          <p>{city.data && free.length === 0 ? w.allLinked : w.inviteWhat}</p>
          {invite.isError && (
            <p className="failure" role="alert">
              {linkProblem(invite.error, lang)}
            </p>
          )}
          <form onSubmit={submit} noValidate>
            <Choice
              label={w.district}
              value={code}
              options={free.map((one) => [one.code, inLanguage(lang, one.name_ko, one.name_en)])}
              onChange={form.setCode}
            />
            <Field label={w.url} hint={w.urlHint} value={form.url} onChange={form.setUrl} />
            <Field label={w.link} hint={w.linkHint} value={form.link} onChange={form.setLink} />
            <Field
              label={w.hours}
              inputMode="numeric"
              value={form.hours}
              onChange={form.setHours}
            />
            <footer>
              <button type="button" onClick={props.onClose}>
                {w.cancel}
              </button>
              <button type="submit" className="primary" disabled={!code || invite.isPending}>
                {w.make}
              </button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export function Token({ made, onClose }: { made: Invited; onClose: () => void }) {
  const w = useWords(words);
  const [said, setSaid] = useState("");
  const copy = () => {
    // Plain HTTP in a closed network has no clipboard: the code can still be selected.
    const written = navigator.clipboard?.writeText(made.token) ?? Promise.reject(new Error());
    written.then(
      () => setSaid(w.copied),
      () => setSaid(w.copyFailed),
    );
  };
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
            {w.token(made.code)}
          </Heading>
          <output className="big-secret link-token">{made.token}</output>
          <p>
            {w.tokenWhat} {w.expires(seoulDateTime(made.expires_at))}
          </p>
          <p className="office-quiet">
            {w.tokenHow} <code>bongsu peer join -</code>
          </p>
          <p className="office-quiet" role="status">
            {said}
          </p>
          <footer>
            <button type="button" onClick={copy}>
              {w.copy}
            </button>
            <button type="button" className="primary" onClick={onClose}>
              {w.done}
            </button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
