// A sum of money as people type it, and why a form was refused.
import { useId, useState } from "react";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { parseWon, wonText } from "../planning/won";
import { words } from "./words";

/** `null`: nothing that could be read. A cut begins with a minus. */
export function readSum(typed: string): number | null {
  const text = typed.trim();
  if (!text.startsWith("-")) return parseWon(text);
  const won = parseWon(text.slice(1));
  return won === null ? null : -won;
}

export function SumField(props: {
  label: string;
  hint?: string;
  onChange: (won: number | null) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const id = useId();
  const [typed, setTyped] = useState("");
  const won = readSum(typed);
  const isBad = typed.trim() !== "" && won === null;
  return (
    <label>
      {props.label}
      <input
        value={typed}
        placeholder={w.wonHint}
        aria-invalid={isBad}
        aria-describedby={id}
        required
        onChange={(event) => {
          setTyped(event.target.value);
          props.onChange(readSum(event.target.value));
        }}
      />
      <small id={id} role={isBad ? "alert" : undefined}>
        {isBad ? w.wonBad : won === null ? props.hint : wonText(won, lang)}
      </small>
    </label>
  );
}

export function Refusal({ problem }: { problem: unknown }) {
  const lang = language.use();
  return problem ? <span role="alert">{problemText(problem, lang)}</span> : null;
}
