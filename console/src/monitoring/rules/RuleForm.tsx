// What one rule asks: its kind, where, of what, for how long, when, and how sure the detector must be.
import { type ReactNode, useId } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { kindName, percent } from "../alarm";
import { KINDS, type Kind, type Rule } from "../types";
import { words as shared } from "../words";
import { asKind, type Fault, fitting, LINES, TIMED, touches } from "./draft";
import { HoursField } from "./HoursField";
import { FIRST_LINE, FIRST_ZONE } from "./shape";
import { words } from "./words";

interface FormProps {
  rule: Rule;
  index: number;
  fault: Fault | null;
  isDrawing: boolean;
  onChange: (rule: Rule) => void;
  onDraw: (isDrawing: boolean) => void;
  onRemove: () => void;
}

function Faulty({ of, part }: { of: FormProps; part: string }) {
  if (!touches(of.fault, of.index, part)) return null;
  return (
    <p className="rule-fault" role="alert">
      {of.fault?.text}
    </p>
  );
}

function ShapeField(props: FormProps) {
  const { rule, isDrawing, onChange, onDraw } = props;
  const w = useWords(words);
  const isLine = LINES.has(rule.kind);
  const figure = rule.points.length;
  const isThere = figure > 0;
  const said = isLine
    ? figure === 2
      ? w.line
      : w.noLine
    : isThere
      ? w.zone(count(figure))
      : w.whole;
  const how = isDrawing
    ? isLine
      ? w.drawLine
      : w.drawZone
    : isThere
      ? isLine
        ? w.lineHow
        : w.editHow
      : "";
  return (
    <fieldset className="rule-shape">
      <legend>{w.shape}</legend>
      <b>{said}</b>
      <div className="rule-keys">
        {isDrawing ? (
          <button type="button" className="primary" onClick={() => onDraw(false)}>
            {w.drawDone}
          </button>
        ) : (
          <button
            type="button"
            onClick={() => {
              onChange({ ...rule, points: [] });
              onDraw(true);
            }}
          >
            {w.redraw}
          </button>
        )}
        {!isThere && (
          <button
            type="button"
            onClick={() => {
              onChange({ ...rule, points: [...(isLine ? FIRST_LINE : FIRST_ZONE)] });
              onDraw(false);
            }}
          >
            {isLine ? w.firstLine : w.firstZone}
          </button>
        )}
        {isThere && !isLine && (
          <button
            type="button"
            onClick={() => {
              onChange({ ...rule, points: [] });
              onDraw(false);
            }}
          >
            {w.wholeKey}
          </button>
        )}
        {isLine && figure === 2 && (
          <button
            type="button"
            onClick={() => onChange({ ...rule, points: [...rule.points].reverse() })}
          >
            {w.turn}
          </button>
        )}
      </div>
      {rule.kind === "line_crossing" && (
        <label className="check">
          <input
            type="checkbox"
            checked={rule.both_ways}
            onChange={({ target }) => onChange({ ...rule, both_ways: target.checked })}
          />
          {w.bothWays}
        </label>
      )}
      {how && (
        <p className="mon-faint" role="status">
          {how}
        </p>
      )}
      <Faulty of={props} part="points" />
      <Faulty of={props} part="both_ways" />
    </fieldset>
  );
}

function Numeric(props: {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="rule-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={0}
        max={props.most}
        value={Number.isFinite(props.value) ? props.value : ""}
        onChange={({ target }) => props.onChange(target.valueAsNumber)}
      />
      {props.children}
    </div>
  );
}

function Things(props: FormProps) {
  const { rule, onChange } = props;
  const w = useWords(words);
  const s = useWords(shared);
  const all = fitting(rule.kind);
  if (all.length < 2) return null;
  const has = new Set<string>(rule.things);
  return (
    <fieldset className="rule-things">
      <legend>{w.things}</legend>
      {all.map((thing) => (
        <label key={thing} className="check">
          <input
            type="checkbox"
            checked={has.has(thing)}
            onChange={() =>
              onChange({
                ...rule,
                things: all.filter((one) => (one === thing ? !has.has(one) : has.has(one))),
              })
            }
          />
          {s.things[thing]}
        </label>
      ))}
      <Faulty of={props} part="things" />
    </fieldset>
  );
}

/** To the right is keener: the least score that counts is lower there. */
function Sensitivity(props: FormProps) {
  const { rule, onChange } = props;
  const w = useWords(words);
  const id = useId();
  return (
    <div className="rule-field">
      <label htmlFor={id}>{w.sensitivity}</label>
      <div className="rule-slider">
        <span aria-hidden="true">{w.dull}</span>
        <input
          id={id}
          type="range"
          min={5}
          max={80}
          step={1}
          value={Math.round((1 - rule.score) * 100)}
          aria-valuetext={w.scoreSaid(percent(rule.score))}
          onChange={({ target }) =>
            onChange({ ...rule, score: Math.round(100 - target.valueAsNumber) / 100 })
          }
        />
        <span aria-hidden="true">{w.keen}</span>
      </div>
      <p className="mon-faint">
        {w.scoreSaid(percent(rule.score))}. {w.tuned}
      </p>
      <Faulty of={props} part="score" />
    </div>
  );
}

export function RuleForm(props: FormProps) {
  const { rule, onChange } = props;
  const w = useWords(words);
  const lang = language.use();
  return (
    <div className="rule-form">
      <label className="rule-field">
        {w.kind}
        <select
          value={rule.kind}
          onChange={({ target }) => onChange(asKind(rule, target.value as Kind))}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind, lang)}
            </option>
          ))}
        </select>
      </label>
      {rule.kind.endsWith("_candidate") && <p className="mon-candidate">{w.candidate}</p>}
      <label className="rule-field">
        {w.name}
        <input
          value={rule.name}
          maxLength={40}
          placeholder={w.namePlace}
          onChange={({ target }) => onChange({ ...rule, name: target.value })}
        />
        <Faulty of={props} part="name" />
      </label>
      <ShapeField {...props} />
      <Things {...props} />
      {TIMED[rule.kind] && (
        <Numeric
          label={w.seconds}
          value={rule.seconds}
          most={86_400}
          onChange={(seconds) => onChange({ ...rule, seconds })}
        >
          <Faulty of={props} part="seconds" />
        </Numeric>
      )}
      {rule.kind === "crowd" && (
        <Numeric
          label={w.count}
          value={rule.count}
          most={1_000}
          onChange={(figure) => onChange({ ...rule, count: figure })}
        >
          <Faulty of={props} part="count" />
        </Numeric>
      )}
      <HoursField
        hours={rule.hours}
        index={props.index}
        fault={props.fault}
        onChange={(hours) => onChange({ ...rule, hours })}
      />
      <Faulty of={props} part="hours" />
      <Sensitivity {...props} />
      <button type="button" className="danger" onClick={props.onRemove}>
        {w.remove}
      </button>
    </div>
  );
}
