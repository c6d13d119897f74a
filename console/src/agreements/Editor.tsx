// The form beside the preview: the whole text in its own order. It only edits; checking and saving belong to the page.
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { inLanguage, language, useWords } from "../app/language";
import { ClauseForm } from "./ClauseForm";
import { ExamplesForm } from "./ExamplesForm";
import { Checks, NumberField, Said, TextField } from "./fields";
import { APPROVERS, type Names } from "./lists";
import type { Problem } from "./node";
import { PartiesForm } from "./PartiesForm";
import { PilotForm } from "./PilotForm";
import {
  type AgreementText,
  asFull,
  asPilot,
  fromSeoulField,
  newClause,
  seoulField,
  withOne,
  without,
} from "./text";
import { words } from "./words";
import "./form.css";

export interface EditorProps {
  text: AgreementText;
  problems: readonly Problem[];
  onChange: (text: AgreementText) => void;
}

const DISTRICT_LENGTH = 5;

/** Ten-digit dongs of the district, by name. */
export function useDongs(): Record<string, Names> {
  const areas = useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: Infinity });
  const features = areas.data?.features ?? [];
  const named = features.map(({ properties }) => {
    const name = String(properties?.name);
    return [String(properties?.code), [name, name] as const] as const;
  });
  return Object.fromEntries(named.sort((a, b) => a[1][0].localeCompare(b[1][0], "ko")));
}

function Whole({ text, problems, onChange }: EditorProps) {
  const w = useWords(words).form;
  const named = ["title_ko", "title_en", "document_ref", "centre_phone"] as const;
  return (
    <fieldset className="form-fields">
      <legend>{w.whole}</legend>
      {named.map((name) => (
        <TextField
          key={name}
          label={w[name]}
          path={name}
          problems={problems}
          wide={name.startsWith("title")}
          value={text[name]}
          onChange={(value) => onChange({ ...text, [name]: value })}
        />
      ))}
      {(["starts", "ends"] as const).map((name) => (
        <TextField
          key={name}
          label={w[name]}
          path={name}
          problems={problems}
          type="datetime-local"
          value={seoulField(text[name])}
          onChange={(value) => onChange({ ...text, [name]: fromSeoulField(value) })}
        />
      ))}
      <TextField
        label={w.review_due}
        path="review_due"
        problems={problems}
        type="date"
        value={text.review_due ?? ""}
        onChange={(value) => onChange({ ...text, review_due: value || null })}
      />
    </fieldset>
  );
}

function StageForm({ text, problems, onChange }: EditorProps) {
  const w = useWords(words);
  return (
    <fieldset className="checks" data-path="stage">
      <legend>{w.form.stage}</legend>
      <div>
        {(["pilot", "full"] as const).map((stage) => (
          <label key={stage}>
            <input
              type="radio"
              name="stage"
              checked={text.stage === stage}
              onChange={() => onChange(stage === "pilot" ? asPilot(text) : asFull(text))}
            />
            {w.stage[stage]}
          </label>
        ))}
      </div>
      <Said path="stage" problems={problems} />
    </fieldset>
  );
}

function Area({ text, problems, onChange, dongs }: EditorProps & { dongs: Record<string, Names> }) {
  const w = useWords(words).form;
  const isWhole = text.area.some((code) => code.length <= DISTRICT_LENGTH);
  const district =
    text.area.find((code) => code.length <= DISTRICT_LENGTH) ??
    (Object.keys(dongs)[0] ?? text.area[0] ?? "").slice(0, DISTRICT_LENGTH);
  return (
    <>
      <fieldset className="checks" data-path="area">
        <legend>{w.area}</legend>
        <div>
          <label>
            <input
              type="radio"
              name="area"
              checked={isWhole}
              onChange={() => onChange({ ...text, area: [district] })}
            />
            {w.wholeDistrict}
          </label>
          <label>
            <input
              type="radio"
              name="area"
              checked={!isWhole}
              onChange={() => onChange({ ...text, area: [] })}
            />
            {w.chosenDongs}
          </label>
        </div>
        {isWhole && <Said path="area" problems={problems} />}
      </fieldset>
      {!isWhole && (
        <Checks
          label={w.chosenDongs}
          path="area"
          problems={problems}
          list={dongs}
          chosen={text.area}
          onChange={(area) => onChange({ ...text, area })}
        />
      )}
    </>
  );
}

function Approval({ text, problems, onChange }: EditorProps) {
  const w = useWords(words).form;
  return (
    <>
      <Checks
        label={w.approver_roles}
        path="approver_roles"
        problems={problems}
        list={APPROVERS}
        chosen={text.approver_roles}
        onChange={(approver_roles) => onChange({ ...text, approver_roles })}
      />
      <div className="form-fields">
        <NumberField
          label={w.approve_within_s}
          path="approve_within_s"
          problems={problems}
          value={text.approve_within_s}
          onChange={(value) => onChange({ ...text, approve_within_s: value ?? 0 })}
        />
        <p className="hint">{w.approvalWhat}</p>
      </div>
    </>
  );
}

export function Editor(props: EditorProps) {
  const { text, problems, onChange } = props;
  const w = useWords(words).form;
  const lang = language.use();
  const dongs = useDongs();
  const partners = Object.fromEntries(
    text.parties
      .filter((party) => party.organisation !== text.centre)
      .map((party) => [party.organisation, [party.name_ko, party.name_en] as const]),
  );
  const clauses = (list: AgreementText["clauses"]) => onChange({ ...text, clauses: list });
  return (
    <form className="editor" lang={lang} onSubmit={(event) => event.preventDefault()}>
      <Whole {...props} />
      <StageForm {...props} />
      {text.pilot && <PilotForm {...props} pilot={text.pilot} dongs={dongs} />}
      <Area {...props} dongs={dongs} />
      <Approval {...props} />
      <PartiesForm {...props} />
      <section aria-label={w.clauses}>
        {text.clauses.map((clause, at) => (
          <ClauseForm
            // biome-ignore lint/suspicious/noArrayIndexKey: a clause has no other name while its number is typed
            key={at}
            clause={clause}
            path={`clauses[${at}]`}
            problems={problems}
            partners={partners}
            onChange={(one) => clauses(withOne(text.clauses, at, one))}
            onRemove={() => clauses(without(text.clauses, at))}
          />
        ))}
        <Said path="clauses" problems={problems.filter((one) => one.field === "clauses")} />
        <button type="button" onClick={() => clauses([...text.clauses, newClause(text.clauses)])}>
          {w.addClause}
        </button>
      </section>
      <ExamplesForm {...props} dongs={dongs} />
    </form>
  );
}

export function partyName(text: AgreementText, organisation: string, of: "ko" | "en"): string {
  const party = text.parties.find((one) => one.organisation === organisation);
  return party ? inLanguage(of, party.name_ko, party.name_en) : organisation;
}
