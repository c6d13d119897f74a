// The rule by which a list is drawn: money, count, age, batches; prices and thresholds folded away.
import { type FormEvent, useState } from "react";
import { language, useWords } from "../app/language";
import { parseWon, wonText } from "../planning/won";
import { isBounded, type Rule } from "./lists";
import { words } from "./words";

type Figure = "life_years" | "batches" | "fixed" | "ptz" | "low_pixels_10k" | "neighbours_m";

function FigureField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  title?: string;
  onChange: (value: number) => void;
}) {
  return (
    <label title={props.title}>
      {props.label}
      <input
        type="number"
        inputMode="decimal"
        value={Number.isNaN(props.value) ? "" : props.value}
        min={props.min}
        max={props.max}
        step={props.step ?? 1}
        required
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
      />
    </label>
  );
}

function MoneyField(props: { won: number | null; onChange: (won: number | null) => void }) {
  const w = useWords(words);
  const lang = language.use();
  const said = props.won === null ? "" : wonText(props.won, lang);
  const [typed, setTyped] = useState<string | null>(null);
  const isBad = typed !== null && typed.trim() !== "" && parseWon(typed) === null;
  return (
    <label>
      {w.won}
      <input
        value={typed ?? said}
        placeholder={w.wonHint}
        aria-invalid={isBad}
        aria-describedby={isBad ? "replacement-won-bad" : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value.trim() === "") props.onChange(null);
          const won = parseWon(event.target.value);
          if (won !== null) props.onChange(won);
        }}
        onBlur={() => {
          if (!isBad) setTyped(null);
        }}
      />
      {isBad && (
        <small id="replacement-won-bad" role="alert">
          {w.wonBad}
        </small>
      )}
    </label>
  );
}

function Thresholds(props: { rule: Rule; set: (name: Figure) => (value: number) => void }) {
  const w = useWords(words);
  const { rule, set } = props;
  return (
    <details className="replace-more">
      <summary>{w.more}</summary>
      <div className="office-bar">
        <FigureField
          label={w.fixed}
          value={rule.fixed}
          min={1}
          max={1e11}
          onChange={set("fixed")}
        />
        <FigureField label={w.ptz} value={rule.ptz} min={1} max={1e11} onChange={set("ptz")} />
        <FigureField
          label={w.lowPixels}
          value={rule.low_pixels_10k}
          min={1}
          max={10_000}
          onChange={set("low_pixels_10k")}
        />
        <FigureField
          label={w.neighbours}
          value={rule.neighbours_m}
          min={0}
          max={1_000}
          title={w.neighboursWhy}
          onChange={set("neighbours_m")}
        />
      </div>
    </details>
  );
}

export function RuleForm(props: {
  rule: Rule;
  isBusy: boolean;
  onChange: (rule: Rule) => void;
  onDraw: () => void;
}) {
  const w = useWords(words);
  const { rule } = props;
  const set = (name: Figure) => (value: number) => props.onChange({ ...rule, [name]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onDraw();
  };
  return (
    <form className="replace-rule" aria-label={w.rule} onSubmit={submit}>
      <div className="office-bar">
        <MoneyField won={rule.won} onChange={(won) => props.onChange({ ...rule, won })} />
        <label>
          {w.most}
          <input
            type="number"
            value={rule.most ?? ""}
            min={1}
            max={1_000_000}
            onChange={(event) =>
              props.onChange({
                ...rule,
                most: Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber,
              })
            }
          />
        </label>
        <FigureField
          label={w.life}
          value={rule.life_years}
          min={0.5}
          max={50}
          step={0.5}
          onChange={set("life_years")}
        />
        <FigureField
          label={w.batches}
          value={rule.batches}
          min={1}
          max={52}
          onChange={set("batches")}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={rule.over_age_only}
            onChange={(event) => props.onChange({ ...rule, over_age_only: event.target.checked })}
          />
          {w.overAge}
        </label>
        <button type="submit" className="primary" disabled={props.isBusy || !isBounded(rule)}>
          {props.isBusy ? w.drawing : w.draw}
        </button>
      </div>
      <Thresholds rule={rule} set={set} />
      {!isBounded(rule) && <p role="alert">{w.unbounded}</p>}
    </form>
  );
}
