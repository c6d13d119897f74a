// 훈련 시작: its name and reason, which services, with whom, until when.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { doors } from "../agreements/doors";
import { api } from "../api/client";
import { nodeNow } from "../app/clock";
import { inLanguage, language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import { type DrillField, type DrillFields, drillOf, refusedField, wantingIn } from "./drill";
import { words } from "./words";

const NOTHING: DrillFields = { title: "", reason: "", services: [], organisations: [], ends: "" };

interface Option {
  code: string;
  name: string;
}

function useOptions(ownCode: string): { services: Option[]; organisations: Option[] } {
  const lang = language.use();
  const services = useQuery({ queryKey: ["services"], queryFn: api.services });
  const agreements = useQuery({ queryKey: ["agreements"], queryFn: doors.list });
  const parties = (agreements.data ?? []).flatMap((one) => one.parties);
  const bodies = new Map(parties.map((one) => [one.organisation, one]));
  bodies.delete(ownCode);
  return {
    services: (services.data?.services ?? [])
      .flatMap((one) => one.codes)
      .filter((one) => one.drills)
      .map((one) => ({ code: one.code, name: inLanguage(lang, one.name_ko, one.name_en) })),
    organisations: [...bodies.values()].map((one) => ({
      code: one.organisation,
      name: inLanguage(lang, one.name_ko, one.name_en),
    })),
  };
}

function Boxes(props: {
  legend: string;
  options: readonly Option[];
  chosen: readonly string[];
  said: string | null;
  hint?: string;
  onChange: (chosen: string[]) => void;
}) {
  const { chosen } = props;
  return (
    <fieldset className="wide drill-boxes">
      <legend>{props.legend}</legend>
      {props.options.map(({ code, name }) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) =>
              props.onChange(
                event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code),
              )
            }
          />
          {name}
        </label>
      ))}
      {props.hint && <span>{props.hint}</span>}
      {props.said && (
        <span className="drill-wanting" role="alert">
          {props.said}
        </span>
      )}
    </fieldset>
  );
}

export function BeginDrill({ ownCode, onDone }: { ownCode: string; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const options = useOptions(ownCode);
  const [fields, setFields] = useState(NOTHING);
  const [wanting, setWanting] = useState<DrillField | null>(null);
  const begin = useChange(["drills"], () => api.beginDrill(drillOf(fields, nodeNow())));
  const refused = begin.isError ? refusedField(begin.error) : null;
  const saidOf = (field: DrillField) =>
    wanting === field || refused === field ? w.wanting[field] : null;
  const set = (change: Partial<DrillFields>) => {
    setFields((before) => ({ ...before, ...change }));
    setWanting(null);
    begin.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = wantingIn(fields, nodeNow());
    setWanting(missing);
    if (!missing) begin.mutate(undefined, { onSuccess: onDone });
  };
  const text = (field: "title" | "reason" | "ends", type: string, longest: number) => (
    <label className={field === "ends" ? "" : "wide"}>
      {w.fields[field]}
      <input
        type={type}
        maxLength={longest}
        value={fields[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
      {saidOf(field) && (
        <span className="drill-wanting" role="alert">
          {saidOf(field)}
        </span>
      )}
    </label>
  );
  return (
    <form className="office-form" onSubmit={submit} noValidate aria-label={w.begin}>
      {text("title", "text", 120)}
      {text("reason", "text", 400)}
      <Boxes
        legend={w.fields.services}
        options={options.services}
        chosen={fields.services}
        said={saidOf("services")}
        onChange={(services) => set({ services })}
      />
      <Boxes
        legend={w.fields.organisations}
        options={options.organisations}
        chosen={fields.organisations}
        said={saidOf("organisations")}
        hint={w.noOrganisations}
        onChange={(organisations) => set({ organisations })}
      />
      {text("ends", "datetime-local", 40)}
      <footer>
        <button type="submit" className="primary" disabled={begin.isPending}>
          {begin.isPending ? w.starting : w.start}
        </button>
        <button type="button" onClick={onDone}>
          {w.cancel}
        </button>
        {begin.isError && !refused && (
          <p className="drill-wanting" role="alert">
            {problemText(begin.error, lang)}
          </p>
        )}
      </footer>
    </form>
  );
}
