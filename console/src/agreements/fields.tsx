// The form's few kinds of fields. Each says its own problem under itself, in the words of the node.
import { type ReactNode, useId } from "react";
import { inLanguage, language } from "../app/language";
import { type Names, nameIn, wordsOf } from "./lists";
import type { Problem } from "./node";
import { problemsAt, toggled } from "./text";

export interface FieldProps {
  label: string;
  /** The field's path in the text, by which the node names its problems. */
  path: string;
  problems: readonly Problem[];
}

export function Said({ path, problems, id }: Omit<FieldProps, "label"> & { id?: string }) {
  const lang = language.use();
  const found = problemsAt(problems, path);
  if (found.length === 0) return null;
  return (
    <span className="form-problem" id={id} role="status">
      {found.map((one) => inLanguage(lang, one.text_ko, one.text_en)).join(" · ")}
    </span>
  );
}

function Labelled(props: FieldProps & { wide?: boolean; children: (said: object) => ReactNode }) {
  const id = useId();
  const isWrong = problemsAt(props.problems, props.path).length > 0;
  const said = isWrong ? { "aria-invalid": true, "aria-describedby": id } : {};
  return (
    <div className="form-field" data-wide={props.wide || undefined} data-path={props.path}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is handed in */}
      <label>
        <span>{props.label}</span>
        {props.children(said)}
      </label>
      <Said path={props.path} problems={props.problems} id={id} />
    </div>
  );
}

export function TextField(
  props: FieldProps & {
    value: string;
    wide?: boolean;
    type?: "text" | "date" | "datetime-local" | "time";
    hint?: string;
    onChange: (value: string) => void;
  },
) {
  return (
    <Labelled {...props}>
      {(said) => (
        <input
          {...said}
          type={props.type ?? "text"}
          value={props.value}
          placeholder={props.hint}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

export function NumberField(
  props: FieldProps & { value: number | null; onChange: (value: number | null) => void },
) {
  return (
    <Labelled {...props}>
      {(said) => (
        <input
          {...said}
          type="number"
          inputMode="numeric"
          value={props.value ?? ""}
          onChange={(event) =>
            props.onChange(event.target.value === "" ? null : event.target.valueAsNumber)
          }
        />
      )}
    </Labelled>
  );
}

export function Choice(
  props: FieldProps & {
    value: string;
    options: readonly (readonly [value: string, name: string])[];
    onChange: (value: string) => void;
  },
) {
  const isKnown = props.options.some(([value]) => value === props.value);
  return (
    <Labelled {...props}>
      {(said) => (
        <select
          {...said}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {!isKnown && <option value={props.value}>{props.value || "–"}</option>}
          {props.options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** A closed list: what is not ticked is not agreed. */
export function Checks(
  props: FieldProps & {
    list: Record<string, Names>;
    chosen: readonly string[];
    onChange: (chosen: string[]) => void;
  },
) {
  const lang = language.use();
  const id = useId();
  return (
    <fieldset className="checks" data-path={props.path} aria-describedby={id}>
      <legend>{props.label}</legend>
      <div>
        {wordsOf(props.list, props.chosen).map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={props.chosen.includes(word)}
              onChange={() => props.onChange(toggled(props.chosen, word))}
            />
            {nameIn(props.list[word], lang, word)}
          </label>
        ))}
      </div>
      <Said path={props.path} problems={props.problems} id={id} />
    </fieldset>
  );
}
