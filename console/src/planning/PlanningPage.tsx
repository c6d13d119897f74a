// 설치 계획: the district's map beside what a plan is made of: demand, conditions, the plan. Weights re-weigh here, the node computes.
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { type Key, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Problem } from "../api/client";
import type { Me } from "../api/feed";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { go } from "../app/router";
import { problemText, toldOf } from "../incident/problem";
import { ConfigPanel, type DrawWish, goToField } from "./config/ConfigPanel";
import { cellOf, type Faults, fieldsOf, fromPresent, stillFaulty, toggled } from "./config/draft";
import { words as configWords } from "./config/words";
import { LayersPanel } from "./data/LayersPanel";
import type { NewRun } from "./doors";
import type { Candidate } from "./map/candidates";
import { MapOfPlan } from "./map/MapOfPlan";
import { markOf, numbered, sided } from "./map/shapes";
import { CandidatePanel } from "./plan/CandidatePanel";
import { byGain, compared } from "./plan/compare";
import { PlanPanel } from "./plan/PlanPanel";
import { words as planWords } from "./plan/words";
import { RunStrip } from "./RunStrip";
import { ScorePanel } from "./score/ScorePanel";
import { ranked } from "./score/weigh";
import { words as scoreWords } from "./score/words";
import type { PlanConfig, Run, ScoredCell } from "./types";
import { usePlanning } from "./usePlanning";
import { usePriority } from "./usePriority";
import { type Running, useRun } from "./useRun";
import { words } from "./words";
import "../app/office.css";
import "./planning.css";
import "./config/config.css";
import "./plan/plan.css";

type TabId = "score" | "config" | "plan" | "data";
/** One and the same, or the map would be filled anew with each stroke. */
const NO_CELLS: readonly ScoredCell[] = [];
type Planning = ReturnType<typeof usePlanning>;

/** What the node did not accept, at the fields that it named. */
function useFaults(running: Running, draft: PlanConfig | null): Faults {
  const w = useWords(configWords);
  const lang = language.use();
  const { run, problem, asked } = running;
  const said = useMemo((): Faults => {
    if (problem instanceof Problem && problem.field) {
      const said = w.wrong.server(toldOf(problem, lang).join(" ") || problem.detail);
      return Object.fromEntries(fieldsOf(problem.field).map((path) => [path, said]));
    }
    if (run?.state !== "refused" || !run.refused) return {};
    // which conditions; what would help stands in sentences above
    const said = run.refused.told[0]?.[lang] ?? "";
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
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const toCell = useCallback((code: string) => {
    setCell(code);
    setTab("score");
  }, []);
  const toSite = useCallback((candidate: string) => {
    setSite(candidate);
    setCandidate(null);
    setTab("plan");
  }, []);
  const toCandidate = useCallback((candidate: Candidate) => {
    setCandidate(candidate);
    setSite(null);
    setTab("plan");
  }, []);
  const there = { tab, cell, site, candidate };
  return { ...there, setTab, setCell, setSite, setCandidate, toCell, toSite, toCandidate };
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

interface Desk {
  planning: Planning;
  chosen: ReturnType<typeof useChosen>;
  shown: ReturnType<typeof useShown>;
  running: Running;
  faults: Faults;
}

const versionName = (w: { versionName: (number: string) => string }, number: number) =>
  w.versionName(String(number));

/** Whether the next drawing may be a version of the open plan: the same district and year. */
function goesOn({ shown, draft }: Planning): boolean {
  return (
    shown !== null &&
    draft !== null &&
    shown.config.district === draft.district &&
    shown.config.year === draft.year
  );
}

function DemandTab({ planning, chosen, shown, running }: Desk) {
  const { score, draft, change, isPlanner } = planning;
  const compute = () => draft && running.begin({ kind: "score", config: draft });
  if (score.data === null) {
    return <NoScore canCompute={isPlanner} isBusy={running.isBusy || !draft} onCompute={compute} />;
  }
  if (!score.data || !shown.weights) return <Reading query={score} />;
  return (
    <ScorePanel
      score={score.data}
      weights={shown.weights}
      defaults={planning.defaults?.weights}
      ranked={shown.order}
      requests={planning.requests}
      sites={shown.sites}
      chosen={chosen.cell}
      forced={draft?.forced ?? []}
      canCompute={isPlanner}
      isComputing={running.isBusy}
      onWeights={(weights) => draft && change({ ...draft, weights })}
      onChoose={chosen.setCell}
      onSite={chosen.toSite}
      onCompute={compute}
      onForce={(place) => draft && change(toggled(draft, "forced", place))}
    />
  );
}

function ConditionsTab({ planning, shown, running, faults }: Desk) {
  const s = useWords(planWords);
  const { draft, open, change } = planning;
  if (!draft) return <Reading query={planning.plans} />;
  const isNext = goesOn(planning);
  const draw = (wish: DrawWish) =>
    running.begin({
      kind: "draw",
      config: draft,
      plan_id: !wish.isNew && isNext && open ? open.plan : null,
      curve: wish.curve,
    });
  const nameOf = (candidate: string) => {
    const found = shown.sites.find(({ site }) => site.candidate_id === candidate);
    return found ? `${found.number} ${found.site.dong_name}` : (cellOf(candidate) ?? candidate);
  };
  return (
    <ConfigPanel
      config={draft}
      faults={faults}
      isReadOnly={!planning.isPlanner}
      isUnsaved={planning.isUnsaved}
      isBusy={running.isBusy}
      dongs={planning.score.data?.scored.dongs ?? []}
      open={planning.shown && versionName(s, planning.shown.version)}
      next={isNext && planning.shown ? planning.shown.config.name : null}
      nameOf={nameOf}
      onChange={change}
      onReset={() => change(null)}
      onDraw={draw}
    />
  );
}

function NoPlan({ isPlanner, onConfig }: { isPlanner: boolean; onConfig: () => void }) {
  const s = useWords(planWords);
  return (
    <OfficeSaid title={s.none} text={isPlanner ? s.noneWhat : s.noneRead}>
      {isPlanner && (
        <button type="button" className="primary" onClick={onConfig}>
          {s.toConfig}
        </button>
      )}
    </OfficeSaid>
  );
}

/** From the present plan, with what was forced and thrown out. */
function redrawOf({ draft, shown, open, ...planning }: Planning): NewRun | null {
  if (!draft || !shown || !open) return null;
  const present = shown.plan.sites.map((one) => one.candidate_id);
  return {
    kind: "draw",
    config: fromPresent(draft, present),
    plan_id: goesOn({ draft, shown, open, ...planning }) ? open.plan : null,
    curve: shown.plan.curve.length > 0,
  };
}

function PlanTab({ planning, chosen, shown, running }: Desk) {
  const w = useWords(words);
  const { plans, open, draft, change, version } = planning;
  if (!plans.data) return <Reading query={plans} />;
  if (!open) {
    return <NoPlan isPlanner={planning.isPlanner} onConfig={() => chosen.setTab("config")} />;
  }
  if (!planning.shown && version.isError) return <Reading query={version} />;
  const undo = () => {
    if (!draft || !planning.shown) return;
    const { forced, forbidden } = planning.shown.config;
    change({ ...draft, forced, forbidden });
  };
  const redraw = () => {
    const wish = redrawOf(planning);
    if (wish) running.begin(wish);
  };
  const turn = (list: "forced" | "forbidden", id: string) =>
    draft && change(toggled(draft, list, id));
  const { candidate } = chosen;
  return (
    <>
      {candidate && (
        <CandidatePanel
          candidate={candidate}
          mark={markOf(candidate.id, draft?.forced ?? [], draft?.forbidden ?? [])}
          requests={planning.requests}
          canEdit={planning.isPlanner}
          onTurn={(list) => turn(list, candidate.id)}
          onCell={chosen.toCell}
          onClose={() => chosen.setCandidate(null)}
        />
      )}
      <PlanPanel
        {...planning}
        plans={plans.data}
        open={open}
        version={planning.shown}
        compared={shown.two}
        sites={shown.sites}
        chosenSite={chosen.site}
        isBusy={running.isBusy}
        onOpen={(open) => {
          chosen.setCandidate(null);
          planning.setOpen(open);
        }}
        onCompare={planning.setBeside}
        onSite={chosen.setSite}
        onTurn={turn}
        onUndo={undo}
        onRedraw={redraw}
        onCell={chosen.toCell}
      />
      {!planning.shown && <OfficeSaid title={w.loading} />}
    </>
  );
}

/** What came of a computation is read and shown: a new version takes the draft's place. */
function useRunning(planning: Planning, toPlan: () => void): Running {
  const { canSeeScore, isPlanner, setOpen, change } = planning;
  const client = useQueryClient();
  const ended = useCallback(
    (run: Run, isMine: boolean) => {
      const read = run.kind === "score" ? "score" : "plans";
      void client.invalidateQueries({ queryKey: ["planning", read] });
      if (!isMine || !run.plan_id || run.version === null) return;
      setOpen({ plan: run.plan_id, version: run.version });
      change(null);
      toPlan();
    },
    [client, setOpen, change, toPlan],
  );
  return useRun(canSeeScore, isPlanner, ended);
}

const TABS: Record<TabId, (desk: Desk) => ReactNode> = {
  score: (desk) => <DemandTab {...desk} />,
  config: (desk) => <ConditionsTab {...desk} />,
  plan: (desk) => <PlanTab {...desk} />,
  data: (desk) => <LayersPanel canChange={desk.planning.isPlanner} />,
};

function Side(desk: Desk) {
  const w = useWords(words);
  const { chosen, planning } = desk;
  const tabs: TabId[] = planning.canSeeScore ? ["score", "config", "plan", "data"] : ["plan"];
  const toField = (field: string) => {
    chosen.setTab("config");
    // the tab is there in the next frame, its sections in the one after
    requestAnimationFrame(() => requestAnimationFrame(() => goToField(field)));
  };
  return (
    <div className="plan-side">
      <header className="plan-head">
        <h1>{w.page}</h1>
        <span className="grow" />
        <button type="button" onClick={() => go("/planning/sites")}>
          {w.toSites}
        </button>
      </header>
      <RunStrip running={desk.running} onField={toField} />
      <Tabs selectedKey={chosen.tab} onSelectionChange={(key: Key) => chosen.setTab(key as TabId)}>
        <TabList className="office-tabs" aria-label={w.panel}>
          {tabs.map((one) => (
            <Tab key={one} id={one}>
              {w.tabs[one]}
            </Tab>
          ))}
        </TabList>
        {tabs.map((one) => (
          <TabPanel key={one} id={one} className="plan-panel">
            {TABS[one](desk)}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}

export function PlanningPage() {
  const w = useWords(words);
  const s = useWords(planWords);
  const role = useQueryClient().getQueryData<Me>(["me"])?.role ?? "";
  const planning = usePlanning(role);
  const chosen = useChosen(planning.canSeeScore ? "score" : "plan");
  const { setTab } = chosen;
  const toPlan = useCallback(() => setTab("plan"), [setTab]);
  const running = useRunning(planning, toPlan);
  const faults = useFaults(running, planning.draft);
  const shown = useShown(planning);
  const priority = usePriority(planning.canSeeScore);
  const { shown: left, other: right } = planning;
  return (
    <section className="planning" aria-label={w.page}>
      <MapOfPlan
        cells={planning.score.data?.scored.cells ?? NO_CELLS}
        weights={shown.weights}
        sites={shown.onMap}
        requests={planning.requests}
        priority={priority}
        chosenCell={chosen.cell}
        chosenSite={chosen.site}
        chosenCandidate={chosen.candidate?.id ?? null}
        onCell={chosen.toCell}
        onSite={chosen.toSite}
        plan={planning.canSeeScore ? planning.open : undefined}
        onCandidate={chosen.toCandidate}
        versions={
          left && right ? [versionName(s, left.version), versionName(s, right.version)] : null
        }
      />
      <Side planning={planning} chosen={chosen} shown={shown} running={running} faults={faults} />
    </section>
  );
}
