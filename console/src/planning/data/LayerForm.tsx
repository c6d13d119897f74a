// One file in: what it says, whose it is, of when. Bad rows of an own file come back by row and field.
import { type FormEvent, useState } from "react";
import { Problem } from "../../api/client";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText, toldOf } from "../../incident/problem";
import { useChange } from "../../people/useAsk";
import { KINDS, type Kind, type LayerFields, layerDoors, layerOf, textOf, wantsOf } from "./layers";
import { words } from "./words";

const NOTHING: LayerFields = {
  kind: "crime",
  text: "",
  title: "",
  source: "",
  licence: "",
  as_of: "",
};

/** The node's sentence names rows and fields of the file. */
function useRefusal(error: unknown): string[] {
  const w = useWords(words);
  const lang = language.use();
  if (!error) return [];
  if (!(error instanceof Problem)) return [problemText(error, lang)];
  if (error.code === "older_layer") return [w.older];
  if (error.told.length > 0) return [w.refused, ...toldOf(error, lang)];
  return [problemText(error, lang)];
}

export function LayerForm({ onClose }: { onClose: () => void }) {
  const w = useWords(words);
  const f = w.fields;
  const [fields, setFields] = useState(NOTHING);
  const [isUnread, setUnread] = useState(false);
  const [isTried, setTried] = useState(false);
  const take = useChange(["planning"], layerDoors.take);
  const refusal = useRefusal(take.error);
  const wants = wantsOf(fields);
  const set = (change: Partial<LayerFields>) => {
    take.reset();
    setFields((before) => ({ ...before, ...change }));
  };
  const read = async (file: File) => {
    const text = textOf(await file.arrayBuffer());
    setUnread(text === null);
    set({ text: text ?? "", title: file.name.replace(/\.\w+$/, "") });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wants === null) take.mutate(layerOf(fields));
  };
  return (
    <form className="office-form" onSubmit={submit} noValidate aria-label={w.add}>
      <label>
        {f.kind}
        <select value={fields.kind} onChange={(event) => set({ kind: event.target.value as Kind })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {f.file}
        <input
          type="file"
          accept=".csv,.json,.geojson,text/csv,application/geo+json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void read(file);
          }}
        />
      </label>
      {(["title", "source", "licence"] as const).map((name) => (
        <label key={name}>
          {f[name]}
          <input
            maxLength={name === "title" ? 120 : 300}
            value={fields[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </label>
      ))}
      <label>
        {f.as_of}
        <input
          type="date"
          value={fields.as_of}
          onChange={(event) => set({ as_of: event.target.value })}
        />
      </label>
      <footer>
        <button type="submit" className="primary" disabled={take.isPending}>
          {take.isPending ? w.sending : w.send}
        </button>
        <button type="button" onClick={onClose}>
          {w.close}
        </button>
      </footer>
      <div className="wide" role="alert">
        {isUnread && <p className="wrong">{w.unread}</p>}
        {isTried && wants && !isUnread && <p className="wrong">{w.wants[wants]}</p>}
        {refusal.map((said) => (
          <p key={said} className="wrong">
            {said}
          </p>
        ))}
      </div>
      {take.data && (
        <p className="wide" role="status">
          {take.data.unchanged ? w.unchanged : w.taken(count(take.data.layer.rows))}
        </p>
      )}
    </form>
  );
}
