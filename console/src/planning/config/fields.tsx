// Fields of the conditions, each bound to its place in the configuration: a fault stands below the field it belongs to.
import { createContext, useContext, useEffect, useId, useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import type { PlanConfig } from "../types";
import { parseWon, wonText } from "../won";
import { at, type Faults, isCrossed, put, rangeOf, wrongAt } from "./draft";
import { words } from "./words";

export interface Edited {
  config: PlanConfig;
  /** What the node refused, by place. */
  faults: Faults;
  isReadOnly: boolean;
  onChange: (config: PlanConfig) => void;
  /** A field that holds no value it could give keeps the plan from being drawn. */
  onWrong: (path: string, isWrong: boolean) => void;
}

const EditedContext = createContext<Edited | null>(null);
export const EditedProvider = EditedContext.Provider;

export function useEdited(): Edited {
  const edited = useContext(EditedContext);
  if (!edited) throw new Error("a field stands outside its form");
  return edited;
}

/** Where an element of the form is found when a fault names it. */
export const elementOf = (path: string) => `plan-field-${path.replaceAll(".", "-")}`;

type Unit = keyof typeof words.ko.units;

function textOf(value: unknown, isShare: boolean): string {
  if (typeof value !== "number") return "";
  return isShare ? String(Math.round(value * 100_000) / 1_000) : String(value);
}

/** What is typed stays as typed while it is no number, and is thrown away when the value comes from elsewhere. */
function useTyped(text: string) {
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  if (text !== shown) {
    setShown(text);
    setTyped(text);
  }
  return [typed, setTyped, setShown] as const;
}

export function Frame(props: {
  path: string;
  label: string;
  hint?: string | undefined;
  fault: string | null;
  unit?: string | undefined;
  said?: string;
  children: (ids: { id: string; described: string | undefined }) => React.ReactNode;
}) {
  const own = useId();
  const id = elementOf(props.path);
  const text = props.fault ?? props.hint;
  return (
    <div className="plan-field">
      <label htmlFor={id}>{props.label}</label>
      <span className="plan-input">
        {props.children({ id, described: text ? `${own}-said` : undefined })}
        {props.unit && <span className="plan-unit">{props.unit}</span>}
      </span>
      {props.said && <small>{props.said}</small>}
      {text && (
        <small id={`${own}-said`} className={props.fault ? "wrong" : ""}>
          {text}
        </small>
      )}
    </div>
  );
}

/** Says what is wrong here: what was typed first, else what the node refused. */
function useFault(path: string, value: number | null, isUnread: boolean): string | null {
  const w = useWords(words);
  const { config, faults, onWrong } = useEdited();
  const crossed = isCrossed(config, path) ? ("crossed" as const) : null;
  const wrong = isUnread ? "number" : (wrongAt(path, value) ?? crossed);
  useEffect(() => {
    onWrong(path, wrong !== null);
    return () => onWrong(path, false);
  }, [path, wrong, onWrong]);
  if (wrong === "range") {
    const range = rangeOf(path);
    const isShare = path.startsWith("quotas.") || path === "solve.gap";
    const times = isShare ? 100 : 1;
    return w.wrong.range(count((range?.least ?? 0) * times), count((range?.most ?? 0) * times));
  }
  return wrong ? w.wrong[wrong] : (faults[path] ?? null);
}

export function NumberField(props: {
  path: string;
  unit?: Unit;
  label?: string;
  isShare?: boolean;
}) {
  const { path, isShare = false } = props;
  const w = useWords(words);
  const { config, isReadOnly, onChange } = useEdited();
  const [typed, setTyped, setShown] = useTyped(textOf(at(config, path), isShare));
  const text = typed.replaceAll(",", "").trim();
  const read = text === "" ? null : Number(text) / (isShare ? 100 : 1);
  const isUnread = read !== null && !Number.isFinite(read);
  const fault = useFault(path, read, isUnread);
  const type = (next: string) => {
    setTyped(next);
    const plain = next.replaceAll(",", "").trim();
    const value = plain === "" ? null : Number(plain) / (isShare ? 100 : 1);
    if (value !== null && !Number.isFinite(value)) return;
    if (wrongAt(path, value) === "empty") return;
    setShown(textOf(value, isShare));
    onChange(put(config, path, value));
  };
  return (
    <Frame
      path={path}
      label={props.label ?? w.fields[path] ?? path}
      hint={w.hints[path]}
      fault={fault}
      unit={props.unit && w.units[props.unit]}
    >
      {({ id, described }) => (
        <input
          id={id}
          inputMode="decimal"
          value={typed}
          readOnly={isReadOnly}
          placeholder={rangeOf(path)?.isOpen ? w.open : undefined}
          aria-invalid={fault !== null}
          aria-describedby={described}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Frame>
  );
}

export function WonField({ path, label }: { path: string; label?: string }) {
  const w = useWords(words);
  const lang = language.use();
  const { config, isReadOnly, onChange } = useEdited();
  const value = at(config, path);
  const [typed, setTyped, setShown] = useTyped(typeof value === "number" ? count(value) : "");
  const read = parseWon(typed);
  const fault = useFault(path, read, false);
  const isUnread = read === null;
  return (
    <Frame
      path={path}
      label={label ?? w.fields[path] ?? path}
      fault={isUnread ? w.wrong.money : fault}
      unit={w.units.won}
      said={read !== null && lang === "ko" ? wonText(read, lang) : ""}
    >
      {({ id, described }) => (
        <input
          id={id}
          value={typed}
          readOnly={isReadOnly}
          aria-invalid={fault !== null || isUnread}
          aria-describedby={described}
          onChange={(event) => {
            setTyped(event.target.value);
            const won = parseWon(event.target.value);
            if (won === null) return;
            setShown(count(won));
            onChange(put(config, path, won));
          }}
          onBlur={() => read !== null && setTyped(count(read))}
        />
      )}
    </Frame>
  );
}

export function TextField(props: { path: string; label?: string; type?: "text" | "date" }) {
  const w = useWords(words);
  const { config, faults, isReadOnly, onChange, onWrong } = useEdited();
  const value = String(at(config, props.path) ?? "");
  const isDate = props.type === "date";
  const isEmpty = !isDate && value.trim() === "";
  const { path } = props;
  useEffect(() => {
    onWrong(path, isEmpty);
    return () => onWrong(path, false);
  }, [path, isEmpty, onWrong]);
  const fault = isEmpty ? w.wrong.empty : (faults[path] ?? null);
  return (
    <Frame
      path={path}
      label={props.label ?? w.fields[path] ?? path}
      hint={w.hints[path]}
      fault={fault}
    >
      {({ id, described }) => (
        <input
          id={id}
          type={props.type ?? "text"}
          value={value}
          maxLength={isDate ? undefined : 120}
          readOnly={isReadOnly}
          aria-invalid={fault !== null}
          aria-describedby={described}
          onChange={(event) =>
            onChange(put(config, path, isDate ? event.target.value || null : event.target.value))
          }
        />
      )}
    </Frame>
  );
}

/** Several words of a closed list; none of them means no limit. */
export function ChoiceField<T extends string>(props: {
  path: string;
  label: string;
  options: readonly T[];
  names: Record<T, string>;
  hint?: string;
}) {
  const { config, faults, isReadOnly, onChange } = useEdited();
  const chosen = (at(config, props.path) ?? []) as T[];
  const fault = faults[props.path];
  return (
    <fieldset className="plan-choice" id={elementOf(props.path)} tabIndex={-1}>
      <legend>{props.label}</legend>
      {props.options.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            disabled={isReadOnly}
            onChange={(event) => {
              const next = props.options.filter((word) =>
                word === one ? event.target.checked : chosen.includes(word),
              );
              onChange(put(config, props.path, next));
            }}
          />
          {props.names[one]}
        </label>
      ))}
      {(fault ?? props.hint) && (
        <small className={fault ? "wrong" : ""}>{fault ?? props.hint}</small>
      )}
    </fieldset>
  );
}
