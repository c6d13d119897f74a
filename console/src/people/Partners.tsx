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
type Right = Partner["rights"][number];
type Secret = Answer<"AddPartner">;

/** Codes as they were typed, without blanks and repetitions. */
export function services(typed: string): string[] {
  return [...new Set(typed.split(/[\s,]+/).filter(Boolean))];
}

const RIGHTS: readonly Right[] = ["incidents", "catalogue", "feed", "tickets"];

/** Pictures are asked for on the feed; a system that only reads sends no calls. */
export function withRight(held: readonly Right[], right: Right, isHeld: boolean): Right[] {
  const wanted = new Set(held);
  if (isHeld) wanted.add(right);
  else wanted.delete(right);
  if (isHeld && right === "tickets") wanted.add("feed");
  if (!isHeld && right === "feed") wanted.delete("tickets");
  return RIGHTS.filter((one) => wanted.has(one));
}

function AddPartner(props: { onSecret: (secret: Secret) => void; onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [name, setName] = useState("");
  const [sender, setSender] = useState("");
  const [system, setSystem] = useState<System>("112");
  const [rights, setRights] = useState<Right[]>(["incidents"]);
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const sends = system !== "other" && rights.includes("incidents");
  const change = (right: Right, isHeld: boolean) => setRights(withRight(rights, right, isHeld));
  const add = useChange(["partners", "rights"], (reason: string) =>
    api.addPartner({
      name: name.trim(),
      organisation: sender.trim(),
      system,
      rights,
      services: sends ? services(typed) : [],
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
        const isNamed = name.trim() && sender.trim() && rights.length > 0;
        const isWhole = isNamed && (!sends || services(typed).length > 0);
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
          ["other", w.form.reads],
        ]}
        onChange={(value) => {
          setSystem(value as System);
          if (value === "other") change("incidents", false);
        }}
      />
      <fieldset className="people-deeds">
        <legend>{w.form.rights}</legend>
        {RIGHTS.map((right) => (
          <label key={right} className="check">
            <input
              type="checkbox"
              checked={rights.includes(right)}
              disabled={right === "incidents" && system === "other"}
              onChange={(event) => change(right, event.target.checked)}
            />
            {w.partners.rights[right]}
          </label>
        ))}
        {isTried && rights.length === 0 && <p role="alert">{w.form.rightsMissing}</p>}
      </fieldset>
      {sends && (
        <Field
          label={w.form.services}
          hint={w.form.servicesHint}
          error={missing(typed)}
          value={typed}
          onChange={setTyped}
        />
      )}
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
            <span className="tag">{one.system === "other" ? w.form.reads : one.system}</span>
            <span className="office-quiet">
              {[
                one.organisation,
                one.rights.map((right) => w.partners.rights[right]).join(", "),
                one.services.map((code) => valueText("services", code, lang)).join(", "),
              ]
                .filter(Boolean)
                .join(" · ")}
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
