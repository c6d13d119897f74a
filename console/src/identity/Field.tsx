// One labelled input of the forms before the pages: what is wrong stands below it and is read with it.
import { type KeyboardEvent, type Ref, useId } from "react";

export interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | null;
  type?: string;
  autoComplete?: string;
  inputMode?: "numeric" | "text";
  className?: string;
  value: string;
  maxLength?: number;
  autoFocus?: boolean;
  readOnly?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  onChange: (value: string) => void;
  onKeyUp?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

export function Field(props: FieldProps) {
  const id = useId();
  const said = props.error ?? props.hint;
  return (
    <div className={`field ${props.className ?? ""}`}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        ref={props.inputRef}
        type={props.type ?? "text"}
        value={props.value}
        maxLength={props.maxLength}
        autoComplete={props.autoComplete ?? "off"}
        inputMode={props.inputMode}
        autoCapitalize="none"
        spellCheck={false}
        readOnly={props.readOnly}
        // biome-ignore lint/a11y/noAutofocus: the form is the whole page, and a shift begins by typing
        autoFocus={props.autoFocus}
        aria-invalid={Boolean(props.error)}
        aria-describedby={said ? `${id}-said` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyUp={props.onKeyUp}
      />
      {said && (
        <p id={`${id}-said`} className={props.error ? "wrong" : ""}>
          {said}
        </p>
      )}
    </div>
  );
}
