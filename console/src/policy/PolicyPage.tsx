// 운영·관리방침: open to everybody, without signing in; the head of the centre also edits and publishes it here.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Me } from "../api/feed";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { EditFacts } from "./EditFacts";
import { PolicyBody } from "./PolicyBody";
import { askPolicy, type OperatingPolicy, publish, textOf } from "./policy";
import { words } from "./words";
import "../app/office.css";
import "./policy.css";

function Publish({ onDone }: { onDone: () => void }) {
  const w = useWords(words).edit;
  const lang = language.use();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const sending = useMutation({
    mutationFn: () => publish(note),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["policy"] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <form className="office-form" onSubmit={submit}>
      <p className="wide office-quiet">{w.publishWhat}</p>
      <label className="wide">
        {w.note}
        <input
          value={note}
          minLength={2}
          required
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <footer>
        <button type="submit" className="primary" disabled={sending.isPending}>
          {w.publish}
        </button>
        <button type="button" onClick={onDone}>
          {w.cancel}
        </button>
        {sending.isError && <span role="alert">{problemText(sending.error, lang)}</span>}
      </footer>
    </form>
  );
}

/** Its two forms, one at a time. */
function HeadsDesk({ policy }: { policy: OperatingPolicy }) {
  const w = useWords(words).edit;
  const [open, setOpen] = useState<"facts" | "publish" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="policy-desk">
      <div className="office-bar">
        <button type="button" aria-pressed={open === "facts"} onClick={() => setOpen("facts")}>
          {w.open}
        </button>
        <button
          type="button"
          aria-pressed={open === "publish"}
          disabled={!policy.differs}
          onClick={() => setOpen("publish")}
        >
          {w.publishOpen}
        </button>
        {policy.differs && <span className="office-quiet">{w.differs}</span>}
      </div>
      {open === "facts" && <EditFacts onDone={close} />}
      {open === "publish" && <Publish onDone={close} />}
    </div>
  );
}

/** On its own page there is no bar with a switch of languages. */
function Tools({ isAlone }: { isAlone: boolean }) {
  const w = useWords(words);
  const lang = language.use();
  const other = lang === "ko" ? "en" : "ko";
  return (
    <div className="office-bar policy-tools">
      {isAlone && (
        <button type="button" lang={other} onClick={() => language.set(other)}>
          {lang === "ko" ? w.toEnglish : w.toKorean}
        </button>
      )}
      <button type="button" onClick={() => window.print()}>
        {w.print}
      </button>
      <a className="button" href={`/api/policy.pdf?lang=${lang}`} target="_blank" rel="noreferrer">
        {w.document}
      </a>
    </div>
  );
}

export function PolicyPage({ isAlone = false }: { isAlone?: boolean }) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const policy = useQuery({ queryKey: ["policy"], queryFn: askPolicy });
  const isHead = !isAlone && client.getQueryData<Me>(["me"])?.role === "CENTRE_HEAD";
  if (policy.isPending) return <OfficeSaid title={w.loading} />;
  if (policy.isError) {
    return (
      <OfficeSaid title={w.failed} text={problemText(policy.error, lang)} isAlert>
        <button type="button" onClick={() => void policy.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  const Outer = isAlone ? "main" : "section";
  return (
    <Outer className="office policy" aria-label={w.page} data-alone={isAlone || undefined}>
      <header className="office-head">
        <p className="office-quiet">{textOf(policy.data.text.centre, lang)}</p>
        <h1>{w.page}</h1>
        <p className="office-lead">{w.lead(policy.data.as_of)}</p>
        <Tools isAlone={isAlone} />
      </header>
      {isHead && <HeadsDesk policy={policy.data} />}
      <PolicyBody policy={policy.data} />
    </Outer>
  );
}
