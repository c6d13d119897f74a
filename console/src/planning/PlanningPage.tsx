// 설치 계획: the district's map beside what a plan is made of: demand, conditions, the plan. Weights re-weigh here, the node computes.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { type Key, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Problem } from "../api/client";
import type { Me } from "../api/feed";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { go } from "../app/router";
import { problemText } from "../incident/problem";
import { ConfigPanel, type DrawWish, goToField } from "./config/ConfigPanel";
import { type Faults, fieldsOf, fromPresent, stillFaulty, toggled } from "./config/draft";
import { words as configWords } from "./config/words";
import { MapOfPlan } from "./map/MapOfPlan";
import { numbered, sided } from "./map/shapes";
import { byGain, compared } from "./plan/compare";
import { PlanPanel } from "./plan/PlanPanel";
import { words as planWords } from "./plan/words";
import { RunStrip } from "./RunStrip";
import { ScorePanel } from "./score/ScorePanel";
import { ranked } from "./score/weigh";
import { words as scoreWords } from "./score/words";
import type { PlanConfig, Run } from "./types";
import { usePlanning } from "./usePlanning";
import { usePriority } from "./usePriority";
import { type Running, useRun } from "./useRun";
import { words } from "./words";
import "../app/office.css";
import "./planning.css";

type TabId = "score" | "config" | "plan";
type Planning = ReturnType<typeof usePlanning>;

/** What the node did not accept, at the fields that it named. */
function useFaults(running: Running, draft: PlanConfig | null): Faults {
  const w = useWords(configWords);
  const lang = language.use();
  const { run, problem, asked } = running;
  const said = useMemo((): Faults => {
    if (problem instanceof Problem && problem.field) {
      const said = w.wrong.server(problem.detail);
      return Object.fromEntries(fieldsOf(problem.field).map((path) => [path, said]));
    }
    if (run?.state !== "refused" || !run.refused) return {};
    const said = run.refused.told.map((one) => one[lang]).join(" ");
    return Object.fromEntries(fieldsOf(run.refused.field).map((path) => [path, said]));
  }, [run, problem, w, lang]);
  return useMemo(() => stillFaulty(said, asked, draft), [said, asked, draft]);
}

function Reading({
  query,
}: {
  query: { isError: boolean; error: unknown; refetch: () => unknown };
}) {
  const w = useWords(words);
  const lang = language.use();
  if (!query.isError) return <OfficeSaid title={w.loading} />;
  return (
    <OfficeSaid title={w.failed} text={problemText(query.error, lang)} isAlert>
      <button type="button" onClick={() => void query.refetch()}>
        {w.again}
      </button>
    </OfficeSaid>
  );
}

function NoScore(props: { canCompute: boolean; isBusy: boolean; onCompute: () => void }) {
  const s = useWords(scoreWords);
  return (
    <OfficeSaid title={s.none} text={props.canCompute ? s.noneWhat : s.noneRead}>
      {props.canCompute && (
        <button type="button" className="primary" disabled={props.isBusy} onClick={props.onCompute}>
          {s.compute}
        </button>
      )}
    </OfficeSaid>
  );
}

/** Chosen things, and which panel shows them. */
function useChosen(first: TabId) {
  const [tab, setTab] = useState<TabId>(first);
  const [cell, setCell] = useState<string | null>(null);
  const [site, setSite] = useState<string | null>(null);
  const toCell = useCallback((code: string) => {
    setCell(code);
    setTab("score");
  }, []);
  const toSite = useCallback((candidate: string) => {
    setSite(candidate);
    setTab("plan");
  }, []);
  return { tab, setTab, cell, setCell, site, setSite, toCell, toSite };
}

function useShown(planning: Planning) {
  const { shown, other, draft, score } = planning;
  const two = useMemo(
    () => (shown && other ? compared(shown.plan, other.plan) : null),
    [shown, other],
  );
  const forced = draft?.forced;
  const forbidden = draft?.forbidden;
  const sites = useMemo(
    () => numbered(byGain(shown?.plan.sites ?? []), forced ?? [], forbidden ?? []),
    [shown, forced, forbidden],
  );
  const onMap = useMemo(() => (two ? sided(two) : sites), [two, sites]);
  const weights = draft?.weights ?? score.data?.config.weights ?? null;
  const cells = score.data?.scored.cells;
  const order = useMemo(() => (cells && weights ? ranked(cells, weights) : []), [cells, weights]);
  return { two, sites, onMap, weights, order };
}

export function PlanningPage() {
  const w = useWords(words);
  const s = useWords(planWords);
  const client = useQueryClient();
  const role = client.getQueryData<Me>(["me"])?.role ?? "";
  const planning = usePlanning(role);
  const { isPlanner, canSeeScore, score, plans, open, shown, draft } = planning;
  const chosen = useChosen(canSeeScore ? "score" : "plan");
  const { setTab } = chosen;
  const priority = usePriority(canSeeScore);
  const { setOpen, change } = planning;
  const ended = useCallback(
    (run: Run) => {
      void client.invalidateQueries({
        queryKey: ["planning", run.kind === "score" ? "score" : "plans"],
      });
      if (run.plan_id && run.version !== null) {
        setOpen({ plan: run.plan_id, version: run.version });
        change(null);
        setTab("plan");
      }
    },
    [client, setOpen, change, setTab],
  );
  const running = useRun(isPlanner, ended);
  const faults = useFaults(running, draft);
  const { two, sites, onMap, weights, order } = useShown(planning);

  const goesOn =
    shown && draft && shown.config.district === draft.district && shown.config.year === draft.year;
  const draw = (wish: DrawWish) =>
    draft &&
    running.begin({
      kind: "draw",
      config: draft,
      plan_id: !wish.isNew && goesOn && open ? open.plan : null,
      curve: wish.curve,
    });
  const redraw = () => {
    if (!draft || !shown || !open) return;
    const present = shown.plan.sites.map((one) => one.candidate_id);
    const config = fromPresent(draft, present);
    running.begin({
      kind: "draw",
      config,
      plan_id: goesOn ? open.plan : null,
      curve: shown.plan.curve.length > 0,
    });
  };
  const compute = () => draft && running.begin({ kind: "score", config: draft });
  const toField = (field: string) => {
    setTab("config");
    requestAnimationFrame(() => goToField(field));
  };
  const nameOf = (candidate: string) => {
    const found = sites.find(({ site }) => site.candidate_id === candidate);
    return found ? `${found.number} ${found.site.dong_name}` : candidate;
  };
  const tabs: TabId[] = canSeeScore ? ["score", "config", "plan"] : ["plan"];
  const versionName = (number: number) => s.versionName(String(number));
  return (
    <section className="planning" aria-label={w.page}>
      <MapOfPlan
        cells={score.data?.scored.cells ?? []}
        weights={weights}
        sites={onMap}
        requests={planning.requests}
        priority={priority}
        chosenCell={chosen.cell}
        chosenSite={chosen.site}
        onCell={chosen.toCell}
        onSite={chosen.toSite}
        versions={
          shown && planning.other
            ? [versionName(shown.version), versionName(planning.other.version)]
            : null
        }
      />
      <div className="plan-side">
        <header className="plan-head">
          <h1>{w.page}</h1>
          <span className="grow" />
          <button type="button" onClick={() => go("/planning/sites")}>
            {w.toSites}
          </button>
        </header>
        <RunStrip running={running} onField={toField} />
        <Tabs selectedKey={chosen.tab} onSelectionChange={(key: Key) => setTab(key as TabId)}>
          <TabList className="office-tabs" aria-label={w.panel}>
            {tabs.map((one) => (
              <Tab key={one} id={one}>
                {w.tabs[one]}
              </Tab>
            ))}
          </TabList>
          {canSeeScore && (
            <TabPanel id="score" className="plan-panel">
              {score.data && weights ? (
                <ScorePanel
                  score={score.data}
                  weights={weights}
                  defaults={planning.defaults?.weights}
                  ranked={order}
                  requests={planning.requests}
                  sites={sites}
                  chosen={chosen.cell}
                  canCompute={isPlanner}
                  isComputing={running.isBusy}
                  onWeights={(next) => draft && change({ ...draft, weights: next })}
                  onChoose={chosen.setCell}
                  onSite={chosen.toSite}
                  onCompute={compute}
                />
              ) : score.data === null ? (
                <NoScore
                  canCompute={isPlanner}
                  isBusy={running.isBusy || !draft}
                  onCompute={compute}
                />
              ) : (
                <Reading query={score} />
              )}
            </TabPanel>
          )}
          {canSeeScore && (
            <TabPanel id="config" className="plan-panel">
              {draft ? (
                <ConfigPanel
                  config={draft}
                  faults={faults}
                  isReadOnly={!isPlanner}
                  isUnsaved={planning.isUnsaved}
                  isBusy={running.isBusy}
                  dongs={score.data?.scored.dongs ?? []}
                  open={shown ? versionName(shown.version) : null}
                  next={goesOn ? shown.config.name : null}
                  nameOf={nameOf}
                  onChange={change}
                  onReset={() => change(null)}
                  onDraw={draw}
                />
              ) : (
                <Reading query={plans} />
              )}
            </TabPanel>
          )}
          <TabPanel id="plan" className="plan-panel">
            {open && plans.data && (shown || !planning.version.isError) ? (
              <>
                <PlanPanel
                  plans={plans.data}
                  open={open}
                  version={shown}
                  other={planning.other}
                  compared={two}
                  sites={sites}
                  requests={planning.requests}
                  chosenSite={chosen.site}
                  draft={draft}
                  isPlanner={isPlanner}
                  isHead={planning.isHead}
                  canSeeScore={canSeeScore}
                  isBusy={running.isBusy}
                  onOpen={setOpen}
                  onCompare={planning.setBeside}
                  onSite={chosen.setSite}
                  onTurn={(list, candidate) => draft && change(toggled(draft, list, candidate))}
                  onUndo={() =>
                    draft &&
                    shown &&
                    change({
                      ...draft,
                      forced: shown.config.forced,
                      forbidden: shown.config.forbidden,
                    })
                  }
                  onRedraw={redraw}
                  onCell={chosen.toCell}
                />
                {!shown && <OfficeSaid title={w.loading} />}
              </>
            ) : plans.data && !open ? (
              <OfficeSaid title={s.none} text={isPlanner ? s.noneWhat : s.noneRead}>
                {isPlanner && (
                  <button type="button" className="primary" onClick={() => setTab("config")}>
                    {s.toConfig}
                  </button>
                )}
              </OfficeSaid>
            ) : (
              <Reading query={plans.isError ? plans : planning.version} />
            )}
          </TabPanel>
        </Tabs>
      </div>
    </section>
  );
}
