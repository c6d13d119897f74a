// Linked systems: who may send calls, added with a token shown once, closed at once.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, api, type Body } from "../api/client";
import { seoulDate } from "../app/format";
import { language, useWords } from "../app/language";
import { Field } from "../identity/Field";
import { valueText } from "../trail/facts/facts";
import { Choice } from "./AddAccount";
import { peopleProblem } from "./problem";
import { ReasonDialog } from "./ReasonDialog";
import { Said } from "./Said";
import { SecretDialog } from "./SecretDialog";
import { useChange } from "./useAsk";
import { words } from "./words";

type Partner = Answer<"ListPartners">[number];
type System = Body<"AddPartner">["system"];
type Secret = Answer<"AddPartner">;

/** Codes as they were typed, without blanks and repetitions. */
export function services(typed: string): string[] {
  return [...new Set(typed.split(/[\s,]+/).filter(Boolean))];
}

function AddPartner(props: { onSecret: (secret: Secret) => void; onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [name, setName] = useState("");
  const [sender, setSender] = useState("");
  const [system, setSystem] = useState<System>("112");
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const add = useChange(["partners", "rights"], (reason: string) =>
    api.addPartner({
      name: name.trim(),
      organisation: sender.trim(),
      system,
      services: services(typed),
      reason,
    }),
  );
  const missing = (value: string) => (isTried && !value.trim() ? w.form.missing : null);
  return (
    <ReasonDialog
      title={w.form.partnerTitle}
      confirm={w.form.submit}
      isSending={add.isPending}
      failure={add.isError ? peopleProblem(add.error, lang) : null}
      onConfirm={(reason) => {
        setTried(true);
        const isWhole = name.trim() && sender.trim() && services(typed).length > 0;
        if (isWhole) add.mutate(reason, { onSuccess: props.onSecret });
      }}
      onClose={props.onClose}
    >
      <Field label={w.form.name} error={missing(name)} value={name} autoFocus onChange={setName} />
      <Field label={w.form.sender} error={missing(sender)} value={sender} onChange={setSender} />
      <Choice
        label={w.form.system}
        value={system}
        options={[
          ["112", "112"],
          ["119", "119"],
        ]}
        onChange={(value) => setSystem(value as System)}
      />
      <Field
        label={w.form.services}
        hint={w.form.servicesHint}
        error={missing(typed)}
        value={typed}
        onChange={setTyped}
      />
    </ReasonDialog>
  );
}

export function Partners() {
  const w = useWords(words);
  const lang = language.use();
  const partners = useQuery({ queryKey: ["partners"], queryFn: api.partners });
  const [open, setOpen] = useState<Partner | "new" | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const close = useChange(["partners", "rights"], api.disablePartner);
  if (!partners.data) return <Said query={partners} loading={w.loading} />;
  return (
    <div className="office-panel">
      <div className="office-bar">
        <p className="office-quiet">{w.partners.what}</p>
        <span className="grow" />
        <button type="button" className="primary" onClick={() => setOpen("new")}>
          {w.partners.add}
        </button>
      </div>
      {partners.data.length === 0 && <p className="office-said">{w.partners.none}</p>}
      <ul className="people-list">
        {partners.data.map((one) => (
          <li key={one.name} data-closed={one.disabled_at !== null || undefined}>
            <b>{one.name}</b>
            <span className="tag">{one.system}</span>
            <span className="office-quiet">
              {one.organisation} ·{" "}
              {one.services.map((code) => valueText("services", code, lang)).join(", ")}
            </span>
            <span className="grow" />
            {one.disabled_at ? (
              <span className="office-quiet">{w.closed(seoulDate(one.disabled_at))}</span>
            ) : (
              <button type="button" className="danger" onClick={() => setOpen(one)}>
                {w.partners.disable}
              </button>
            )}
          </li>
        ))}
      </ul>
      {open === "new" && (
        <AddPartner
          onSecret={(made) => {
            setOpen(null);
            setSecret(made);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open !== null && open !== "new" && (
        <ReasonDialog
          title={w.partners.disableTitle(open.name)}
          what={w.partners.disableWhat}
          confirm={w.partners.disable}
          isDangerous
          isSending={close.isPending}
          failure={close.isError ? peopleProblem(close.error, lang) : null}
          onConfirm={(reason) =>
            close.mutate({ name: open.name, reason }, { onSuccess: () => setOpen(null) })
          }
          onClose={() => setOpen(null)}
        />
      )}
      {secret && (
        <SecretDialog
          title={w.secret.token(secret.name)}
          secret={secret.secret}
          onClose={() => setSecret(null)}
        />
      )}
    </div>
  );
}
