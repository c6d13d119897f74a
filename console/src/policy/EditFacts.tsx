// The head of the centre's form: what no table knows. Emptied means the standard wording.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { askFacts, type Facts, sayFacts, TEXTS, withText } from "./policy";
import { words } from "./words";

type Processor = NonNullable<Facts["processors"]>[number];
type Change = (facts: Facts) => void;
const NOBODY: Processor = { name: "", task: "", phone: "", since: null };

function Texts(props: { facts: Facts; defaults: Facts; onChange: Change }) {
  const w = useWords(words);
  const { facts, defaults, onChange } = props;
  return TEXTS.map((name) => {
    const said = facts[name] ?? { ko: "", en: "" };
    const usual = defaults[name] ?? { ko: "", en: "" };
    return (
      <div key={name} className="wide policy-pair">
        <label>
          {w.facts[name]}
          <textarea
            lang="ko"
            value={said.ko}
            placeholder={usual.ko}
            maxLength={2000}
            onChange={(event) =>
              onChange(withText(facts, name, { ...said, ko: event.target.value }))
            }
          />
        </label>
        <label>
          {w.edit.english}
          <textarea
            lang="en"
            value={said.en ?? ""}
            placeholder={usual.en}
            maxLength={2000}
            onChange={(event) =>
              onChange(withText(facts, name, { ...said, en: event.target.value }))
            }
          />
        </label>
      </div>
    );
  });
}

function Officer({ facts, onChange }: { facts: Facts; onChange: Change }) {
  const w = useWords(words);
  const officer = facts.protection_officer ?? { office: "", phone: "" };
  const change = (more: Partial<typeof officer>) => {
    const next = { ...officer, ...more };
    onChange({ ...facts, protection_officer: next.office || next.phone ? next : null });
  };
  return (
    <>
      <label>
        {w.facts.protection_officer} · {w.edit.office}
        <input
          value={officer.office}
          onChange={(event) => change({ office: event.target.value })}
        />
      </label>
      <label>
        {w.facts.protection_officer} · {w.edit.phone}
        <input
          type="tel"
          value={officer.phone ?? ""}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </label>
    </>
  );
}

function Processors({ facts, onChange }: { facts: Facts; onChange: Change }) {
  const w = useWords(words);
  const list = facts.processors ?? [];
  const set = (processors: Processor[] | null) => onChange({ ...facts, processors });
  const change = (number: number, more: Partial<Processor>) =>
    set(list.map((one, index) => (index === number ? { ...one, ...more } : one)));
  return (
    <div className="wide policy-processors">
      {list.map((one, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while it is typed
        <div key={number} className="office-bar">
          <label>
            {w.edit.name}
            <input
              value={one.name}
              required
              onChange={(event) => change(number, { name: event.target.value })}
            />
          </label>
          <label>
            {w.edit.task}
            <input
              value={one.task}
              required
              onChange={(event) => change(number, { task: event.target.value })}
            />
          </label>
          <label>
            {w.edit.phone}
            <input
              type="tel"
              value={one.phone ?? ""}
              onChange={(event) => change(number, { phone: event.target.value })}
            />
          </label>
          <label>
            {w.edit.since}
            <input
              type="date"
              value={one.since ?? ""}
              onChange={(event) => change(number, { since: event.target.value || null })}
            />
          </label>
          <button type="button" onClick={() => set(list.filter((_, index) => index !== number))}>
            {w.edit.remove}
          </button>
        </div>
      ))}
      <div className="office-bar">
        <button type="button" onClick={() => set([...list, NOBODY])}>
          {w.edit.add}
        </button>
        {facts.processors == null && (
          <button type="button" onClick={() => set([])}>
            {w.edit.noProcessors}
          </button>
        )}
      </div>
    </div>
  );
}

function Form(props: { said: Facts; defaults: Facts; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const [facts, setFacts] = useState(props.said);
  const saving = useMutation({
    mutationFn: () => sayFacts(facts),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["policy"] });
      props.onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form className="office-form" onSubmit={submit}>
      <p className="wide office-quiet">{w.edit.what}</p>
      <Texts facts={facts} defaults={props.defaults} onChange={setFacts} />
      <label>
        {w.facts.retention_days}
        <input
          type="number"
          min={1}
          max={3650}
          value={facts.retention_days ?? ""}
          placeholder={String(props.defaults.retention_days)}
          onChange={(event) =>
            setFacts({ ...facts, retention_days: event.target.valueAsNumber || null })
          }
        />
      </label>
      <Officer facts={facts} onChange={setFacts} />
      <Processors facts={facts} onChange={setFacts} />
      <footer>
        <button type="submit" className="primary" disabled={saving.isPending}>
          {saving.isPending ? w.edit.saving : w.edit.save}
        </button>
        <button type="button" onClick={props.onDone}>
          {w.edit.cancel}
        </button>
        {saving.isError && <span role="alert">{problemText(saving.error, lang)}</span>}
      </footer>
    </form>
  );
}

export function EditFacts({ onDone }: { onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const facts = useQuery({ queryKey: ["policy", "facts"], queryFn: askFacts, gcTime: 0 });
  if (facts.isPending) return <OfficeSaid title={w.loading} />;
  if (facts.isError) {
    return <OfficeSaid title={w.failed} text={problemText(facts.error, lang)} isAlert />;
  }
  return <Form said={facts.data.facts} defaults={facts.data.defaults} onDone={onDone} />;
}
