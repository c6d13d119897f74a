// Parties: a station, a room, a company. Added once with a reason; accounts and agreements name them by their code.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Body } from "../api/client";
import { inLanguage, language, useWords } from "../app/language";
import { Field } from "../identity/Field";
import { Choice } from "./AddAccount";
import { peopleProblem } from "./problem";
import { ReasonDialog } from "./ReasonDialog";
import { Said } from "./Said";
import { useChange } from "./useAsk";
import { words } from "./words";

type Kind = Body<"AddOrganisation">["kind"];

/** As the node takes it: capitals, digits, dots, dashes. */
export const isCode = (typed: string): boolean => /^[A-Z0-9][A-Z0-9._-]{0,79}$/.test(typed);

function AddOrganisation(props: { onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const [code, setCode] = useState("");
  const [korean, setKorean] = useState("");
  const [english, setEnglish] = useState("");
  const [kind, setKind] = useState<Kind>("police");
  const [isTried, setTried] = useState(false);
  const add = useChange(["organisations", "rights"], (reason: string) =>
    api.addOrganisation({
      code: code.trim(),
      name_ko: korean.trim(),
      name_en: english.trim(),
      kind,
      reason,
    }),
  );
  const missing = (value: string) => (isTried && !value.trim() ? w.form.missing : null);
  return (
    <ReasonDialog
      title={w.homes.title}
      confirm={w.form.submit}
      isSending={add.isPending}
      failure={add.isError ? peopleProblem(add.error, lang) : null}
      onConfirm={(reason) => {
        setTried(true);
        if (isCode(code.trim()) && korean.trim() && english.trim()) {
          add.mutate(reason, { onSuccess: props.onClose });
        }
      }}
      onClose={props.onClose}
    >
      <Field
        label={w.homes.code}
        hint={w.homes.codeHint}
        error={isTried && !isCode(code.trim()) ? w.homes.codeWrong : null}
        value={code}
        maxLength={80}
        autoFocus
        onChange={(typed) => setCode(typed.toUpperCase())}
      />
      <Field
        label={w.homes.korean}
        error={missing(korean)}
        value={korean}
        maxLength={120}
        onChange={setKorean}
      />
      <Field
        label={w.homes.english}
        error={missing(english)}
        value={english}
        maxLength={120}
        onChange={setEnglish}
      />
      <Choice
        label={w.homes.kind}
        value={kind}
        options={Object.entries(w.homes.kinds)}
        onChange={(chosen) => setKind(chosen as Kind)}
      />
    </ReasonDialog>
  );
}

export function Organisations() {
  const w = useWords(words);
  const lang = language.use();
  const homes = useQuery({ queryKey: ["organisations"], queryFn: api.organisations });
  const [isOpen, setOpen] = useState(false);
  if (!homes.data) return <Said query={homes} loading={w.loading} />;
  const kinds = w.homes.kinds as Record<string, string>;
  return (
    <div className="office-panel">
      <div className="office-bar">
        <p className="office-quiet">{w.homes.what}</p>
        <span className="grow" />
        <button type="button" className="primary" onClick={() => setOpen(true)}>
          {w.homes.title}
        </button>
      </div>
      {homes.data.length === 0 && <p className="office-said">{w.homes.none}</p>}
      <ul className="people-list">
        {homes.data.map((one) => (
          <li key={one.code}>
            <b>{inLanguage(lang, one.name_ko, one.name_en)}</b>
            <span className="tag">{kinds[one.kind] ?? one.kind}</span>
            <span className="office-quiet">{one.code}</span>
          </li>
        ))}
      </ul>
      {isOpen && <AddOrganisation onClose={() => setOpen(false)} />}
    </div>
  );
}
