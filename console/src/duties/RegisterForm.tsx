// One entry of a register: its fields, its two buttons, and what the node said against it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { words } from "./words";

/** The button that opens the form, and the form in its place. `read` makes the entry of the typed fields. */
export function RegisterForm<T>(props: {
  open: string;
  read: (typed: FormData) => T | Promise<T>;
  send: (entry: T) => Promise<unknown>;
  children: ReactNode;
}) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const saving = useMutation({
    mutationFn: async (typed: FormData) => props.send(await props.read(typed)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["duties"] });
      setOpen(false);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    saving.mutate(new FormData(event.currentTarget));
  };
  if (!isOpen) {
    return (
      <p>
        <button type="button" onClick={() => setOpen(true)}>
          {props.open}
        </button>
      </p>
    );
  }
  return (
    <form className="office-form" onSubmit={submit} aria-label={props.open}>
      {props.children}
      <footer>
        <button type="submit" className="primary" disabled={saving.isPending}>
          {saving.isPending ? w.saving : w.save}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {w.cancel}
        </button>
        {saving.isError && <span role="alert">{problemText(saving.error, lang)}</span>}
      </footer>
    </form>
  );
}

export function Field(props: {
  label: string;
  name: string;
  type?: string;
  hint?: string;
  isOptional?: boolean;
  isWide?: boolean;
  max?: string | number;
  min?: number;
  step?: string;
}) {
  return (
    <label className={props.isWide ? "wide" : undefined}>
      {props.label}
      <input
        name={props.name}
        type={props.type ?? "text"}
        placeholder={props.hint}
        title={props.hint}
        required={!props.isOptional}
        maxLength={props.type ? undefined : 120}
        max={props.max}
        min={props.min}
        step={props.step}
      />
    </label>
  );
}

export const typedText = (typed: FormData, name: string): string => String(typed.get(name) ?? "");

/** The press that ends an entry: asks for the day, then does it. */
export function EndOn(props: { send: (on: string) => Promise<unknown> }) {
  const w = useWords(words);
  return (
    <RegisterForm
      open={w.end}
      read={(typed) => typedText(typed, "on")}
      send={(on) => props.send(on)}
    >
      <Field label={w.endOn} name="on" type="date" />
    </RegisterForm>
  );
}
