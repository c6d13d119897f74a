// A party's public key is registered: whose, the key as PEM or base64 (also from a file), a note.
import { type ChangeEvent, useState } from "react";
import { inLanguage, language, useWords } from "../../app/language";
import { useSending } from "../../incident/useSending";
import { doors } from "../doors";
import type { Version } from "../node";
import { words } from "./words";

export function AddKey({ version, onDone }: { version: Version; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { busy, problem, send } = useSending();
  const [isOpen, setOpen] = useState(false);
  const [organisation, setOrganisation] = useState(version.parties[0]?.organisation ?? "");
  const [publicKey, setPublicKey] = useState("");
  const [note, setNote] = useState("");
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void file.text().then((text) => setPublicKey(text.trim()));
  };
  const done = () => {
    setOpen(false);
    setPublicKey("");
    setNote("");
    onDone();
  };
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        {w.add}
      </button>
    );
  }
  return (
    <fieldset className="form-fields">
      <legend>{w.add}</legend>
      <label className="form-field">
        <span>{w.party}</span>
        <select value={organisation} onChange={(event) => setOrganisation(event.target.value)}>
          {version.parties.map((party) => (
            <option key={party.organisation} value={party.organisation}>
              {inLanguage(lang, party.name_ko, party.name_en)}
            </option>
          ))}
        </select>
      </label>
      <label className="form-field">
        <span>{w.note}</span>
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      <label className="form-field" data-wide>
        <span>{w.publicKey}</span>
        <textarea
          rows={3}
          spellCheck={false}
          value={publicKey}
          onChange={(event) => setPublicKey(event.target.value)}
        />
        <input type="file" aria-label={w.publicKey} onChange={take} />
      </label>
      <div className="actions">
        <button
          type="button"
          className="primary"
          disabled={busy !== null || !publicKey.trim()}
          onClick={() =>
            send(
              "add",
              () => doors.addKey({ organisation, public_key: publicKey.trim(), note: note.trim() }),
              done,
            )
          }
        >
          {w.addNow}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {w.cancel}
        </button>
      </div>
      <p className="form-problem" role="status">
        {problem?.text}
      </p>
    </fieldset>
  );
}
