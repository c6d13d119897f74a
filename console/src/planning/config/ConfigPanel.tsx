// 조건: everything that a plan is drawn under, in sections; what the node refuses stands at its field.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useWords } from "../../app/language";
import type { DongNeed, PlanConfig } from "../types";
import { words as plan } from "../words";
import { at, type Faults, put } from "./draft";
import {
  ChoiceField,
  EditedProvider,
  elementOf,
  NumberField,
  TextField,
  useEdited,
  WonField,
} from "./fields";
import { Floors, Mixes, MOUNTS, PickedSites, Purses } from "./lists";
import { words } from "./words";

type Section = keyof typeof words.ko.sections;

/** A section opens when a fault lies in it. */
const PLACES: Record<Section, RegExp> = {
  about: /^(name|year|deadline|hearing_days|district)/,
  funds: /^funds/,
  counts: /^limits\.(sites_m|ptz|fixed|spacing|smart)/,
  quotas: /^quotas/,
  dongs: /^limits\.(sites_per_dong|per_dong)/,
  mixes: /^mixes/,
  mounts: /^(mounts|prices)/,
  sight: /^(sight|targets)/,
  weights: /^weights/,
  solve: /^solve/,
  picked: /^(forced|forbidden|by_hand)/,
};

function Part(props: { section: Section; isOpen?: boolean; children: ReactNode }) {
  const w = useWords(words);
  const { faults } = useEdited();
  const [isOpen, setOpen] = useState(props.isOpen ?? false);
  const has = Object.keys(faults).some((path) => PLACES[props.section].test(path));
  useEffect(() => {
    if (has) setOpen(true);
  }, [has]);
  return (
    <details
      className="plan-part"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {w.sections[props.section]}
        {has && <span className="wrong"> ●</span>}
      </summary>
      <div className="plan-part-body">{props.children}</div>
    </details>
  );
}

const Fields = ({ children }: { children: ReactNode }) => (
  <div className="plan-fields">{children}</div>
);

function Streets() {
  const w = useWords(words);
  const { config, isReadOnly, onChange } = useEdited();
  const path = "targets.along_streets";
  return (
    <label className="plan-check">
      <input
        type="checkbox"
        checked={at(config, path) === true}
        disabled={isReadOnly}
        onChange={(event) => onChange(put(config, path, event.target.checked))}
      />
      {w.fields[path]}
    </label>
  );
}

const WEIGHTS = [
  ["women", "detached", "aged"],
  ["nightlife", "lodging", "finance", "complaint", "police_request", "lights_enough"],
  ["first_band", "second_band"],
] as const;
const WITHIN = ["environment_within_m", "child_zone_within_m", "bell_within_m"] as const;

function Sections(props: { dongs: readonly DongNeed[]; nameOf: (candidate: string) => string }) {
  const w = useWords(words);
  const p = useWords(plan);
  return (
    <>
      <Part section="about" isOpen>
        <TextField path="name" />
        <Fields>
          <NumberField path="year" />
          <TextField path="deadline" type="date" />
          <NumberField path="hearing_days" unit="days" />
        </Fields>
      </Part>
      <Part section="funds" isOpen>
        <Purses />
      </Part>
      <Part section="counts" isOpen>
        <Fields>
          <NumberField path="limits.sites_min" unit="sites" />
          <NumberField path="limits.sites_max" unit="sites" />
          <NumberField path="limits.ptz_min" unit="cameras" />
          <NumberField path="limits.ptz_max" unit="cameras" />
          <NumberField path="limits.fixed_min" unit="cameras" />
          <NumberField path="limits.fixed_max" unit="cameras" />
          <NumberField path="limits.spacing_m" unit="m" />
          <NumberField path="limits.smart_poles_max" unit="sites" />
        </Fields>
      </Part>
      <Part section="quotas">
        <p className="office-quiet">{w.hints.quotas}</p>
        <Fields>
          <NumberField path="quotas.city_data" unit="percent" isShare />
          <NumberField path="quotas.police" unit="percent" isShare />
          <NumberField path="quotas.complaint" unit="percent" isShare />
        </Fields>
      </Part>
      <Part section="dongs">
        <Floors dongs={props.dongs} />
      </Part>
      <Part section="mixes">
        <p className="office-quiet">{w.hints.mixes}</p>
        <Mixes />
      </Part>
      <Part section="mounts">
        <ChoiceField path="mounts" label={w.allowed} options={MOUNTS} names={p.mounts} />
        <Fields>
          {(["ptz", "fixed", "connection", ...MOUNTS] as const).map((price) => (
            <WonField key={price} path={`prices.${price}`} />
          ))}
        </Fields>
      </Part>
      <Part section="picked">
        <PickedSites nameOf={props.nameOf} />
      </Part>
      <Part section="sight">
        <Fields>
          <NumberField path="sight.ptz_range_m" unit="m" />
          <NumberField path="sight.fixed_range_m" unit="m" />
          <NumberField path="sight.fixed_hfov_deg" unit="degrees" />
          <NumberField path="sight.height_m" unit="m" />
          <NumberField path="sight.always_share" unit="percent" isShare />
          <NumberField path="targets.step_m" unit="m" />
        </Fields>
        <Streets />
      </Part>
      <Part section="weights">
        <p className="office-quiet">{w.hints.weights}</p>
        {WEIGHTS.map((group) => (
          <Fields key={group[0]}>
            {group.map((one) => (
              <NumberField key={one} path={`weights.${one}`} />
            ))}
          </Fields>
        ))}
        <Fields>
          {WITHIN.map((one) => (
            <NumberField key={one} path={`weights.${one}`} unit="m" />
          ))}
        </Fields>
      </Part>
      <Part section="solve">
        <Fields>
          <NumberField path="solve.gap" unit="percent" isShare />
          <NumberField path="solve.time_limit_s" unit="seconds" />
        </Fields>
      </Part>
    </>
  );
}

export interface DrawWish {
  isNew: boolean;
  curve: boolean;
}

export function ConfigPanel(props: {
  config: PlanConfig;
  faults: Faults;
  isReadOnly: boolean;
  isUnsaved: boolean;
  isBusy: boolean;
  dongs: readonly DongNeed[];
  /** The open plan of the same district and year, whose next version it may be. */
  next: string | null;
  /** The open version, whose conditions are where the draft began. */
  open: string | null;
  nameOf: (candidate: string) => string;
  onChange: (config: PlanConfig) => void;
  onReset: () => void;
  onDraw: (wish: DrawWish) => void;
}) {
  const w = useWords(words);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [curve, setCurve] = useState(false);
  const onWrong = useCallback((path: string, isWrong: boolean) => {
    setWrong((before) => {
      if (before.has(path) === isWrong) return before;
      const next = new Set(before);
      if (isWrong) next.add(path);
      else next.delete(path);
      return next;
    });
  }, []);
  const edited = { ...props, onWrong };
  const hasMoney = props.config.funds.length > 0 && props.config.mixes.length > 0;
  const canDraw = wrong.size === 0 && hasMoney && !props.isBusy;
  return (
    <EditedProvider value={edited}>
      <form
        className="plan-config"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canDraw) props.onDraw({ isNew: props.next === null, curve });
        }}
      >
        <header className="office-bar">
          {props.isReadOnly ? (
            <p className="office-quiet">{w.readOnly}</p>
          ) : (
            <>
              {props.isUnsaved && <span className="tag">{w.unsaved}</span>}
              <span className="grow" />
              <button type="button" disabled={!props.isUnsaved} onClick={props.onReset}>
                {props.open ? w.load(props.open) : w.reset}
              </button>
            </>
          )}
        </header>
        <Sections dongs={props.dongs} nameOf={props.nameOf} />
        {!props.isReadOnly && (
          <footer className="plan-draw">
            <label className="plan-check">
              <input
                type="checkbox"
                checked={curve}
                onChange={(event) => setCurve(event.target.checked)}
              />
              {w.curve}
            </label>
            {wrong.size > 0 && <small className="wrong">{w.cannotDraw}</small>}
            <div className="office-bar">
              <button type="submit" className="primary" disabled={!canDraw}>
                {props.next ? `${w.draw} (${w.drawNext(props.next)})` : w.draw}
              </button>
              {props.next && (
                <button
                  type="button"
                  disabled={!canDraw}
                  onClick={() => props.onDraw({ isNew: true, curve })}
                >
                  {w.drawNew}
                </button>
              )}
            </div>
          </footer>
        )}
      </form>
    </EditedProvider>
  );
}

export function goToField(path: string): void {
  const found = document.getElementById(elementOf(path));
  found?.closest("details")?.setAttribute("open", "");
  found?.scrollIntoView({ block: "center" });
  found?.focus();
}
