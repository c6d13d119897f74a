// 계획: which version, what it comes to, its sites, edits that lead to the next version, another version beside it.
import { count, seoulDate, seoulDateTime } from "../../app/format";
import { useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import type { Numbered } from "../map/shapes";
import { Sources, Warnings } from "../Told";
import type { Asked, PlanConfig, PlanVersion, PlanView } from "../types";
import { BesideView } from "./Beside";
import { Choose } from "./Choose";
import { Coverage } from "./Coverage";
import type { Compared } from "./compare";
import { Curve, Funds, Headline, Origins, Others } from "./Figures";
import { Papers } from "./Papers";
import { SitePanel } from "./SitePanel";
import { SiteTable } from "./SiteTable";
import { words } from "./words";

export interface Open {
  plan: string;
  version: number;
}

export interface PlanShown {
  plans: readonly PlanView[];
  open: Open;
  version: PlanVersion | null;
  other: PlanVersion | null;
  compared: Compared | null;
  sites: readonly Numbered[];
  requests: readonly Asked[];
  chosenSite: string | null;
  draft: PlanConfig | null;
  isPlanner: boolean;
  isHead: boolean;
  canSeeScore: boolean;
  isBusy: boolean;
  onOpen: (open: Open) => void;
  onCompare: (version: number | null) => void;
  onSite: (candidate: string | null) => void;
  onTurn: (list: "forced" | "forbidden", candidate: string) => void;
  onUndo: () => void;
  onRedraw: () => void;
  onCell: (code: string) => void;
}

function Pick(props: PlanShown & { plan: PlanView }) {
  const w = useWords(words);
  const { plans, plan, open } = props;
  const name = (version: number) =>
    [w.versionName(String(version)), plan.chosen_version === version ? w.chosen : ""]
      .filter(Boolean)
      .join(" · ");
  return (
    <div className="office-bar plan-pick">
      <label className="grow">
        {w.plan}
        <select
          value={open.plan}
          onChange={(event) => {
            const found = plans.find((one) => one.plan_id === event.target.value);
            const version = found?.versions[0]?.version;
            if (found && version) props.onOpen({ plan: found.plan_id, version });
          }}
        >
          {plans.map((one) => (
            <option key={one.plan_id} value={one.plan_id}>
              {one.year} · {one.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.version}
        <select
          value={open.version}
          onChange={(event) =>
            props.onOpen({ plan: open.plan, version: Number(event.target.value) })
          }
        >
          {plan.versions.map((one) => (
            <option key={one.version} value={one.version}>
              {name(one.version)} · {w.ofSites(count(one.summary.sites))}
            </option>
          ))}
        </select>
      </label>
      {plan.versions.length > 1 && (
        <label>
          {w.compare}
          <select
            value={props.other?.version ?? ""}
            onChange={(event) => props.onCompare(Number(event.target.value) || null)}
          >
            <option value="">{w.noCompare}</option>
            {plan.versions
              .filter((one) => one.version !== open.version)
              .map((one) => (
                <option key={one.version} value={one.version}>
                  {name(one.version)}
                </option>
              ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Edits(props: PlanShown) {
  const w = useWords(words);
  const { draft, version } = props;
  if (!draft || !version || !props.isPlanner) return null;
  const isEdited = (list: "forced" | "forbidden") =>
    draft[list].join() !== version.config[list].join();
  if (!isEdited("forced") && !isEdited("forbidden")) return null;
  return (
    <section className="plan-edits" role="status">
      <b>{w.edits(count(draft.forced.length), count(draft.forbidden.length))}</b>
      <p className="office-quiet">{w.redrawWhat}</p>
      <div className="office-bar">
        <button type="button" className="primary" disabled={props.isBusy} onClick={props.onRedraw}>
          {w.redraw}
        </button>
        <button type="button" onClick={props.onUndo}>
          {w.undo}
        </button>
      </div>
    </section>
  );
}

function Whole(props: PlanShown & { version: PlanVersion; plan: PlanView }) {
  const w = useWords(words);
  const { version, plan } = props;
  const drawn = version.plan;
  const isChosen = plan.chosen_version === version.version;
  const site = props.sites.find((one) => one.site.candidate_id === props.chosenSite);
  return (
    <>
      <Headline plan={drawn} />
      {isChosen && plan.chosen_at && (
        <p className="plan-was-chosen">
          {w.chosenBy(seoulDate(plan.chosen_at), plan.reason ?? "")}
        </p>
      )}
      {props.isHead && !isChosen && <Choose version={version} />}
      <Edits {...props} />
      {site && (
        <SitePanel
          numbered={site}
          objective={drawn.objective}
          requests={props.requests}
          canEdit={props.isPlanner}
          canSeeCell={props.canSeeScore}
          onTurn={(list) => props.onTurn(list, site.site.candidate_id)}
          onCell={props.onCell}
          onClose={() => props.onSite(null)}
        />
      )}
      <Warnings told={drawn.warnings} />
      {drawn.sites.length === 0 ? (
        <OfficeSaid title={w.empty} text={w.emptyWhat} />
      ) : (
        <>
          <SiteTable
            sites={props.sites}
            objective={drawn.objective}
            chosen={props.chosenSite}
            onChoose={props.onSite}
          />
          <Funds plan={drawn} />
          <Coverage plan={drawn} />
          <Others plan={drawn} />
          <Curve plan={drawn} />
          <Origins plan={drawn} />
        </>
      )}
      <Papers plan={version.plan_id} version={version.version} />
      <Sources sources={drawn.sources} />
      <p className="office-quiet">{w.made(seoulDateTime(version.made_at).slice(0, 16))}</p>
    </>
  );
}

export function PlanPanel(props: PlanShown) {
  const plan = props.plans.find((one) => one.plan_id === props.open.plan);
  const { version, other, compared } = props;
  if (!plan) return null;
  return (
    <>
      <Pick {...props} plan={plan} />
      {version && other && compared ? (
        <BesideView left={version} right={other} compared={compared} onChoose={props.onSite} />
      ) : (
        version && <Whole {...props} plan={plan} version={version} />
      )}
    </>
  );
}
