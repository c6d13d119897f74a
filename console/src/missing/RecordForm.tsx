// The form of one record: closed words only, so that no name gets in.
import { type FormEvent, useState } from "react";
import { useWords } from "../app/language";
import { useSending } from "../incident/useSending";
import { words as described } from "./descriptionWords";
import { type Description, missing, type NewRecord, type RecordView } from "./door";
import { Places } from "./Places";
import { words } from "./words";

const UNKNOWN: Description = {
  build: "unknown",
  hair: "unknown",
  hair_colour: "unknown",
  walking_aid: "unknown",
};
const EMPTY: NewRecord = {
  kind: "DEMENTIA",
  consented_on: "",
  personal: { consent_file: "", description: UNKNOWN, device_id: "", habitual: [] },
  guardian: "",
};

function saidBy(view: RecordView): NewRecord {
  const { line, personal } = view;
  return {
    kind: line.kind as NewRecord["kind"],
    consented_on: line.consented_on,
    personal,
    guardian: view.guardian,
  };
}

function Pick<K extends string>(props: {
  label: string;
  value: K | "";
  of: Record<K, string>;
  none: string;
  onPick: (value: K | "") => void;
}) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onPick(event.target.value as K | "")}>
        <option value="">{props.none}</option>
        {(Object.entries(props.of) as [K, string][]).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

type Part = "upper" | "lower" | "shoes" | "bag";

function Clothes(props: { said: Description; onSay: (more: Partial<Description>) => void }) {
  const w = useWords(words);
  const d = useWords(described);
  const kinds = { upper: d.uppers, lower: d.lowers, shoes: d.shoeKinds, bag: d.bags };
  return (Object.keys(kinds) as Part[]).map((part) => {
    const one = props.said[part] ?? null;
    const say = (more: { kind?: string; colour?: string }) => {
      const next = { kind: one?.kind ?? "unknown", colour: one?.colour ?? "unknown", ...more };
      props.onSay({ [part]: more.kind === "" ? null : next } as Partial<Description>);
    };
    return (
      <div key={part} className="missing-pair">
        <Pick
          label={d[part]}
          value={one?.kind ?? ""}
          of={kinds[part] as Record<string, string>}
          none={w.notSaid}
          onPick={(kind) => say({ kind })}
        />
        {one && one.kind !== "none" && (
          <Pick
            label={`${d[part]} · ${w.colour}`}
            value={one.colour ?? "unknown"}
            of={d.colours}
            none={w.notSaid}
            onPick={(colour) => say({ colour: colour || "unknown" })}
          />
        )}
      </div>
    );
  });
}

function Height(props: { said: Description; onSay: (more: Partial<Description>) => void }) {
  const w = useWords(words);
  const height = props.said.height ?? null;
  const say = (name: "least_cm" | "most_cm", text: string) => {
    const value = Number(text);
    if (!text) return props.onSay({ height: null });
    const other = height ?? { least_cm: value, most_cm: value };
    props.onSay({ height: { ...other, [name]: value } });
  };
  return (
    <div className="missing-pair">
      {(["least_cm", "most_cm"] as const).map((name) => (
        <label key={name}>
          {name === "least_cm" ? w.least : w.most}
          <input
            type="number"
            min={40}
            max={220}
            value={height?.[name] ?? ""}
            onChange={(event) => say(name, event.target.value)}
          />
        </label>
      ))}
    </div>
  );
}

function Looks(props: { said: Description; onSay: (more: Partial<Description>) => void }) {
  const w = useWords(words);
  const d = useWords(described);
  const { said, onSay } = props;
  const none = w.notSaid;
  return (
    <>
      <Height said={said} onSay={onSay} />
      <Pick
        label={d.build}
        value={said.build ?? ""}
        of={d.builds}
        none={none}
        onPick={(build) => onSay({ build: build || "unknown" })}
      />
      <div className="missing-pair">
        <Pick
          label={d.hair}
          value={said.hair ?? ""}
          of={d.hairs}
          none={none}
          onPick={(hair) => onSay({ hair: hair || "unknown" })}
        />
        <Pick
          label={`${d.hair} · ${w.colour}`}
          value={said.hair_colour ?? ""}
          of={d.colours}
          none={none}
          onPick={(colour) => onSay({ hair_colour: colour || "unknown" })}
        />
      </div>
      <Clothes said={said} onSay={onSay} />
      <Pick
        label={d.aid}
        value={said.walking_aid ?? ""}
        of={d.aids}
        none={none}
        onPick={(walking_aid) => onSay({ walking_aid: walking_aid || "unknown" })}
      />
    </>
  );
}

export function RecordForm(props: {
  view: RecordView | null;
  onDone: () => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const d = useWords(described);
  const [said, setSaid] = useState(props.view ? saidBy(props.view) : EMPTY);
  const { busy, problem, send } = useSending();
  const { personal } = said;
  const of = props.view?.line.person_id ?? null;
  const say = (more: Partial<NewRecord>) => setSaid({ ...said, ...more });
  const tell = (more: Partial<NewRecord["personal"]>) =>
    say({ personal: { ...personal, ...more } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send("save", () => (of ? missing.change(of, said) : missing.register(said)), props.onDone);
  };
  return (
    <form className="office-form" onSubmit={submit} aria-label={of ? w.editTitle(of) : w.newTitle}>
      <h2 className="wide">{of ? w.editTitle(of) : w.newTitle}</h2>
      <label>
        {w.kind}
        <select
          value={said.kind}
          onChange={(event) => say({ kind: event.target.value as NewRecord["kind"] })}
        >
          {Object.entries(d.classes).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.consentFile}
        <input
          required
          minLength={4}
          maxLength={40}
          value={personal.consent_file}
          onChange={(event) => tell({ consent_file: event.target.value })}
        />
      </label>
      <label>
        {w.consentedOn}
        <input
          type="date"
          required
          value={said.consented_on}
          onChange={(event) => say({ consented_on: event.target.value })}
        />
      </label>
      <label>
        {w.guardian}
        <input
          maxLength={80}
          autoComplete="off"
          value={said.guardian ?? ""}
          onChange={(event) => say({ guardian: event.target.value })}
        />
        {props.view?.guardian && !said.guardian && (
          <span className="missing-problem" role="status">
            {w.guardianParts}
          </span>
        )}
      </label>
      <label>
        {w.device}
        <input
          maxLength={40}
          value={personal.device_id ?? ""}
          onChange={(event) => tell({ device_id: event.target.value })}
        />
      </label>
      <Looks
        said={personal.description}
        onSay={(more) => tell({ description: { ...personal.description, ...more } })}
      />
      <Places said={personal.habitual ?? []} onSay={(habitual) => tell({ habitual })} />
      <footer>
        <button type="submit" className="primary" disabled={busy !== null}>
          {w.save}
        </button>
        <button type="button" onClick={props.onCancel}>
          {w.cancel}
        </button>
        {problem && (
          <span className="missing-problem" role="alert">
            {problem.text}
          </span>
        )}
      </footer>
    </form>
  );
}
