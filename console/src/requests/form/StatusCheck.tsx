// How a request stands, by its number; nothing personal is asked or shown.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Problem } from "../../api/client";
import { useWords } from "../../app/language";
import { doors } from "../doors";
import { words as lists } from "../words";
import { words } from "./words";

export function StatusCheck() {
  const w = useWords(words).check;
  const names = useWords(lists).states;
  const [number, setNumber] = useState("");
  const asking = useMutation({ mutationFn: (typed: string) => doors.status(typed) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim()) asking.mutate(number);
  };
  const problem = asking.error;
  const failed = !(problem instanceof Problem)
    ? w.failed
    : problem.status === 404
      ? w.unknown
      : problem.code === "too_many_requests"
        ? w.tooMany
        : w.failed;
  return (
    <section className="wish-check" aria-label={w.title}>
      <h2>{w.title}</h2>
      <form onSubmit={submit}>
        <label className="wish-field">
          {w.label}
          <input
            value={number}
            maxLength={40}
            placeholder="2026-SB-000123-ABC349"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <button type="submit" disabled={asking.isPending}>
          {asking.isPending ? w.checking : w.send}
        </button>
      </form>
      <div role="status">
        {asking.isError && <p className="wish-failure">{failed}</p>}
        {asking.data && (
          <p className="wish-status">
            <b>{names[asking.data.state]}</b> <span>{w.since(asking.data.on)}</span>
            <small>{w.means[asking.data.state]}</small>
          </p>
        )}
      </div>
    </section>
  );
}
