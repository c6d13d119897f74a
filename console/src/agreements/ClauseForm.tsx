// One clause as a form: its kind, who, for what, which cameras, how far and how long. A forbidding clause says less.
import { language, useWords } from "../app/language";
import { Checks, Choice, NumberField, Said, TextField } from "./fields";
import { APPROVERS, LEGAL_BASES, type Names, nameIn, PURPOSES, SERVICES, wordsOf } from "./lists";
import type { Problem } from "./node";
import { asKind, type ClauseKind, type ClauseText, type CodeRule, ruleOf, withRule } from "./text";
import { words } from "./words";

interface ClauseFormProps {
  clause: ClauseText;
  path: string;
  problems: readonly Problem[];
  /** The parties that may be lent pictures: everybody but the centre. */
  partners: Record<string, Names>;
  onChange: (clause: ClauseText) => void;
  onRemove: () => void;
}

const RULES: readonly CodeRule[] = ["itself", "approval", "none"];
const NO_CODES: Record<string, Names> = {};

function windowsOf(typed: string): string[] {
  return typed
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}

function Codes({ clause, path, problems, onChange }: ClauseFormProps) {
  const w = useWords(words).form;
  const lang = language.use();
  const known = SERVICES[clause.service]?.codes ?? NO_CODES;
  const held = [...clause.by_itself, ...clause.with_approval];
  return (
    <fieldset className="checks codes" data-path={`${path}.by_itself`}>
      <legend>{w.codes}</legend>
      {wordsOf(known, held).map((code) => (
        <div key={code} role="radiogroup" aria-label={nameIn(known[code], lang, code)}>
          <b>{nameIn(known[code], lang, code)}</b>
          {RULES.map((rule) => (
            <label key={rule}>
              <input
                type="radio"
                name={`${path}-${code}`}
                checked={ruleOf(clause, code) === rule}
                onChange={() => onChange(withRule(clause, code, rule))}
              />
              {w.codeRules[rule]}
            </label>
          ))}
        </div>
      ))}
      <Said path={`${path}.by_itself`} problems={problems} />
      <Said path={`${path}.with_approval`} problems={problems} />
    </fieldset>
  );
}

function Limits({ clause, path, problems, onChange }: ClauseFormProps) {
  const w = useWords(words).form;
  const figures = ["radius_m", "max_cameras", "ttl_s", "renewals"] as const;
  return (
    <fieldset className="form-fields">
      <legend>{w.limits}</legend>
      {figures.map((name) => (
        <NumberField
          key={name}
          label={w[name]}
          path={`${path}.${name}`}
          problems={problems}
          value={clause[name]}
          onChange={(value) => onChange({ ...clause, [name]: value ?? 0 })}
        />
      ))}
      {clause.kind === "lookback" && (
        <NumberField
          label={w.lookback_s}
          path={`${path}.lookback_s`}
          problems={problems}
          value={clause.lookback_s}
          onChange={(value) => onChange({ ...clause, lookback_s: value ?? 0 })}
        />
      )}
      <label className="tick">
        <input
          type="checkbox"
          checked={clause.to_vehicles}
          onChange={() => onChange({ ...clause, to_vehicles: !clause.to_vehicles })}
        />
        {w.to_vehicles}
      </label>
    </fieldset>
  );
}

function OwnApproval({ clause, path, problems, onChange }: ClauseFormProps) {
  const w = useWords(words).form;
  return (
    <details className="further">
      <summary>{w.further}</summary>
      <Checks
        label={w.ownApprovers}
        path={`${path}.approver_roles`}
        problems={problems}
        list={APPROVERS}
        chosen={clause.approver_roles}
        onChange={(approver_roles) => onChange({ ...clause, approver_roles })}
      />
      <NumberField
        label={w.ownWithin}
        path={`${path}.approve_within_s`}
        problems={problems}
        value={clause.approve_within_s}
        onChange={(approve_within_s) => onChange({ ...clause, approve_within_s })}
      />
    </details>
  );
}

function Heading({ clause, path, problems, onChange }: ClauseFormProps) {
  const w = useWords(words).form;
  const lang = language.use();
  const services = Object.entries(SERVICES).map(
    ([code, service]) => [code, nameIn(service.name, lang, code)] as const,
  );
  const every = clause.kind === "forbid" ? [["", w.everyService] as const] : [];
  return (
    <div className="form-fields">
      <TextField
        label={w.number}
        path={`${path}.number`}
        problems={problems}
        value={clause.number}
        onChange={(number) => onChange({ ...clause, number })}
      />
      <Choice
        label={w.kind}
        path={`${path}.kind`}
        problems={problems}
        value={clause.kind}
        options={Object.entries(w.kinds)}
        onChange={(kind) => onChange(asKind(clause, kind as ClauseKind))}
      />
      <Choice
        label={w.service}
        path={`${path}.service`}
        problems={problems}
        value={clause.service}
        options={[...every, ...services]}
        onChange={(service) =>
          onChange({ ...clause, service, categories: [], by_itself: [], with_approval: [] })
        }
      />
      <TextField
        label={w.hours}
        path={`${path}.hours`}
        problems={problems}
        value={clause.hours.join(", ")}
        hint={w.hoursHint}
        onChange={(typed) => onChange({ ...clause, hours: windowsOf(typed) })}
      />
    </div>
  );
}

export function ClauseForm(props: ClauseFormProps) {
  const { clause, path, problems, onChange } = props;
  const w = useWords(words).form;
  const service = SERVICES[clause.service];
  const isForbidding = clause.kind === "forbid";
  const checks = [
    ["recipients", props.partners],
    ["categories", service?.categories ?? NO_CODES],
    ["purposes", PURPOSES],
    ...(isForbidding ? [] : [["legal_bases", LEGAL_BASES] as const]),
  ] as const;
  const [recipients, categories, ...rest] = checks.map(([name, list]) => (
    <Checks
      key={name}
      label={w[name]}
      path={`${path}.${name}`}
      problems={problems}
      list={list}
      chosen={clause[name]}
      onChange={(chosen) => onChange({ ...clause, [name]: chosen })}
    />
  ));
  return (
    <fieldset className="clause-form">
      <legend>{`${w.clauses} ${clause.number}`}</legend>
      <Heading {...props} />
      {recipients}
      {categories}
      <Codes {...props} />
      {rest}
      {!isForbidding && <Limits {...props} />}
      {!isForbidding && <OwnApproval {...props} />}
      <Said path={path} problems={problems.filter((one) => one.field === path)} />
      <button type="button" className="quiet" onClick={props.onRemove}>
        {w.remove}
      </button>
    </fieldset>
  );
}
