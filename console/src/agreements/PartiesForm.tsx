// Who signs: the centre and those it lends pictures to.
import { useWords } from "../app/language";
import type { EditorProps } from "./Editor";
import { Said, TextField } from "./fields";
import { type PartyText, withOne, without } from "./text";
import { words } from "./words";

const NAMES = ["organisation", "name_ko", "name_en", "signatory_ko"] as const;
const NOBODY: PartyText = { organisation: "", name_ko: "", name_en: "", signatory_ko: "" };

export function PartiesForm({ text, problems, onChange }: EditorProps) {
  const w = useWords(words).form;
  const parties = (list: PartyText[]) => onChange({ ...text, parties: list });
  return (
    <section aria-label={w.parties}>
      {text.parties.map((party, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a party has no other name while its code is typed
        <fieldset className="form-fields" key={at}>
          <legend>{party.name_ko || w.parties}</legend>
          {NAMES.map((name) => (
            <TextField
              key={name}
              label={w[name]}
              path={`parties[${at}].${name}`}
              problems={problems}
              value={party[name]}
              onChange={(value) => parties(withOne(text.parties, at, { ...party, [name]: value }))}
            />
          ))}
          {party.organisation !== text.centre && (
            <button
              type="button"
              className="quiet"
              onClick={() => parties(without(text.parties, at))}
            >
              {w.remove}
            </button>
          )}
        </fieldset>
      ))}
      <Said path="parties" problems={problems.filter((one) => one.field === "parties")} />
      <button type="button" onClick={() => parties([...text.parties, NOBODY])}>
        {w.addParty}
      </button>
    </section>
  );
}
