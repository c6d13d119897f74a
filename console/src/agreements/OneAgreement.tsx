// One agreement: its text (with the editor beside it), versions and signatures, examples, and its pilot's report.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nodeNow } from "../app/clock";
import { seoulDateTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { openInPage } from "../app/usePlaceInPage";
import { problemText } from "../incident/problem";
import { StageTag, StateTag } from "./AgreementList";
import { AgreementTextView } from "./AgreementTextView";
import { Drafting } from "./Drafting";
import { doors } from "./doors";
import { useDongs } from "./Editor";
import { nameIn } from "./lists";
import { mayDraft, mayResume, maySign, maySuspend, type Summary, type Version } from "./node";
import { Outcomes } from "./Outcomes";
import { PilotView } from "./pilot/PilotView";
import { Suspend } from "./Suspend";
import { type AgreementText, extended, toFullOperation } from "./text";
import { Versions } from "./Versions";
import { words } from "./words";

interface OneProps {
  summary: Summary;
  version: number;
  role: string;
  onFresh: () => void;
}

type Tab = "text" | "versions" | "examples" | "pilot";

function Tabs(props: { tabs: readonly Tab[]; tab: Tab; onTab: (tab: Tab) => void }) {
  const w = useWords(words);
  return (
    <div className="office-tabs" role="tablist">
      {props.tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === props.tab}
          onClick={() => props.onTab(tab)}
        >
          {w.tabs[tab]}
        </button>
      ))}
    </div>
  );
}

function Head({ summary, version, state, role, onFresh }: OneProps & { state: string }) {
  const w = useWords(words);
  const lang = language.use();
  const isSuspended = summary.state === "suspended";
  const may = isSuspended ? mayResume(role) : maySuspend(role, summary.state);
  return (
    <header>
      <button type="button" className="back" onClick={() => openInPage("")}>
        ‹ {w.back}
      </button>
      <StateTag state={state} />
      <StageTag stage={summary.stage} />
      <h2>
        {inLanguage(lang, summary.title_ko, summary.title_en)} <small>{w.version(version)}</small>
      </h2>
      {may && (
        <Suspend
          agreementId={summary.agreement_id}
          running={summary.running_grants}
          isSuspended={isSuspended}
          onDone={onFresh}
        />
      )}
    </header>
  );
}

function SuspendedNow({ version }: { version: Version }) {
  const w = useWords(words);
  const last = version.suspensions.at(-1);
  if (!last || last.resumed_at) return null;
  return (
    <p className="suspended-now" role="status">
      {w.suspended(seoulDateTime(last.at), last.reason)}
    </p>
  );
}

export function OneAgreement(props: OneProps) {
  const { summary, role, onFresh } = props;
  const w = useWords(words);
  const lang = language.use();
  const dongs = useDongs();
  const [tab, setTab] = useState<Tab>("text");
  const [draft, setDraft] = useState<AgreementText | null>(null);
  const [savedAs, setSavedAs] = useState<number | null>(null);
  const asked = useQuery({
    queryKey: ["agreement", summary.agreement_id, props.version],
    queryFn: () => doors.one(summary.agreement_id, props.version),
  });
  const version = asked.data;
  const text = version?.document as AgreementText | undefined;
  const begin = (from: AgreementText) => {
    setSavedAs(null);
    setDraft(from);
    setTab("text");
  };
  const saved = (number: number) => {
    setDraft(null);
    setSavedAs(number);
    onFresh();
    openInPage(`${summary.agreement_id}/${number}`);
  };
  const tabs: Tab[] = ["text", "versions", "examples", ...(text?.pilot ? ["pilot" as const] : [])];
  return (
    <article className="agreement-one">
      <Head {...props} state={version?.state ?? summary.state} />
      {asked.isError && (
        <p className="hint" role="alert">
          {problemText(asked.error, lang)}
        </p>
      )}
      {!version && !asked.isError && <p className="hint">{w.loading}</p>}
      {version && <SuspendedNow version={version} />}
      <p className="hint" role="status">
        {savedAs !== null && w.saved(savedAs)}
      </p>
      <Tabs tabs={tabs} tab={tab} onTab={setTab} />
      {version && text && tab === "text" && !draft && (
        <>
          {mayDraft(role) && (
            <div className="actions">
              <button type="button" onClick={() => begin(text)}>
                {w.edit}
              </button>
            </div>
          )}
          <AgreementTextView korean={version.preview_ko} english={version.preview_en} />
        </>
      )}
      {text && draft && tab === "text" && (
        <Drafting
          text={draft}
          kept={text}
          onChange={setDraft}
          onSaved={saved}
          onLeave={() => setDraft(null)}
        />
      )}
      {version && tab === "versions" && (
        <Versions
          version={version}
          maySign={maySign(role, version.state)}
          mayChangeKeys={mayDraft(role)}
          onFresh={onFresh}
        />
      )}
      {version && text && tab === "examples" && (
        <Outcomes
          text={text}
          outcomes={version.examples}
          dongName={(code) => nameIn(dongs[code], lang, code)}
        />
      )}
      {text && tab === "pilot" && (
        <PilotView
          agreementId={summary.agreement_id}
          version={props.version}
          mayDraft={mayDraft(role)}
          onFull={() => begin(toFullOperation(text, nodeNow()))}
          onExtend={() => begin(extended(text, nodeNow()))}
        />
      )}
    </article>
  );
}
