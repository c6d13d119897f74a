// 노후 카메라 교체: which cameras go first for the money there is, beside what oldest-first would buy.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { count, seoulDateTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { TableFile } from "../planning/TableFile";
import { wonText } from "../planning/won";
import { Compare } from "./Compare";
import { Doubts } from "./Doubts";
import { ListTable } from "./ListTable";
import { doors, isSameRule, type Rule, type View } from "./lists";
import { RuleForm } from "./RuleForm";
import { useListRun } from "./useListRun";
import { words } from "./words";
import "../app/office.css";
import "./replacement.css";

function Running({ running }: { running: ReturnType<typeof useListRun> }) {
  const w = useWords(words);
  const lang = language.use();
  const { run } = running;
  if (running.isBusy && run) {
    const said = run.state === "waiting" ? w.waiting : (w.steps[run.step] ?? w.drawing);
    return (
      <div className="office-bar replace-run" role="status">
        <progress max={1} value={run.share || undefined} aria-label={said} />
        <span>{said}</span>
        <button type="button" disabled={running.isStopping} onClick={running.stop}>
          {w.stop}
        </button>
      </div>
    );
  }
  if (running.isGone) return <p role="alert">{w.runGone}</p>;
  if (running.problem) return <p role="alert">{problemText(running.problem, lang)}</p>;
  if (!run || run.state === "done") return null;
  if (run.state === "stopped") return <p role="status">{w.stopped}</p>;
  return (
    <div role="alert">
      <b>{w.runFailed}</b>
      {run.refused?.told.map((told) => (
        <p key={told.ko}>{inLanguage(lang, told.ko, told.en)}</p>
      ))}
    </div>
  );
}

function Earlier(props: { view: View; onChoose: (list: string) => void }) {
  const w = useWords(words);
  const lang = language.use();
  if (props.view.lists.length < 2) return null;
  return (
    <label>
      {w.earlier}
      <select
        value={props.view.shown?.list_id}
        onChange={(event) => props.onChoose(event.target.value)}
      >
        {props.view.lists.map((one) => (
          <option key={one.list_id} value={one.list_id}>
            {w.earlierRow(
              seoulDateTime(one.made_at).slice(0, 16),
              count(one.summary.ours.cameras),
              wonText(one.summary.ours.won, lang),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}

function Shown(props: { view: View; rule: Rule; onChoose: (list: string) => void }) {
  const w = useWords(words);
  const { shown } = props.view;
  if (!shown) return <OfficeSaid title={w.none} text={w.noneWhat} />;
  return (
    <>
      <div className="office-bar">
        <Earlier view={props.view} onChoose={props.onChoose} />
        <span className="office-quiet">{w.asOf(shown.drawn.as_of)}</span>
        {!isSameRule(props.rule, shown.config) && <span role="status">{w.changed}</span>}
      </div>
      <Compare drawn={shown.drawn} />
      <Doubts drawn={shown.drawn} />
      {shown.drawn.rows.length > 0 && (
        <>
          <ListTable key={shown.list_id} drawn={shown.drawn} />
          <TableFile
            key={`file ${shown.list_id}`}
            path={`/api/planning/replacement/${encodeURIComponent(shown.list_id)}/file`}
          />
        </>
      )}
    </>
  );
}

function Loaded(props: { view: View; onChoose: (list: string | null) => void }) {
  const client = useQueryClient();
  const { view, onChoose } = props;
  const [rule, setRule] = useState<Rule>(view.begin_with);
  const done = useCallback(() => {
    onChoose(null);
    void client.invalidateQueries({ queryKey: ["replacement", "view"] });
  }, [client, onChoose]);
  const running = useListRun(done);
  return (
    <>
      <RuleForm
        rule={rule}
        isBusy={running.isBusy}
        onChange={setRule}
        onDraw={() => running.begin(rule)}
      />
      <Running running={running} />
      <Shown view={view} rule={rule} onChoose={onChoose} />
    </>
  );
}

export function ReplacementPage() {
  const w = useWords(words);
  const lang = language.use();
  const [list, setList] = useState<string | null>(null);
  const view = useQuery({
    queryKey: ["replacement", "view", list],
    queryFn: () => doors.view(list),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {view.data ? (
        <Loaded view={view.data} onChoose={setList} />
      ) : view.isError ? (
        <OfficeSaid title={w.failed} text={problemText(view.error, lang)} isAlert>
          <button type="button" onClick={() => void view.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      ) : (
        <OfficeSaid title={w.loading} />
      )}
    </section>
  );
}
