// A new purse of the year: name, kind, what was granted and for what.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useWords } from "../app/language";
import { Refusal, SumField } from "./Fields";
import { doors, FUND_KINDS, type FundKind, type Money } from "./money";
import { words } from "./words";

export function PurseForm(props: {
  year: number;
  onDone: (money: Money) => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const [code, setCode] = useState("");
  const [kind, setKind] = useState<FundKind>("district");
  const [year, setYear] = useState(props.year);
  const [won, setWon] = useState<number | null>(null);
  const [earmark, setEarmark] = useState("");
  const adding = useMutation({ mutationFn: doors.purse, onSuccess: props.onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (won !== null && won >= 0) adding.mutate({ code, kind, year, won, earmark });
  };
  return (
    <form className="office-form" aria-label={w.addPurse} onSubmit={submit}>
      <label>
        {w.code}
        <input
          value={code}
          placeholder={w.codeHint}
          maxLength={60}
          required
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <label>
        {w.kind}
        <select value={kind} onChange={(event) => setKind(event.target.value as FundKind)}>
          {FUND_KINDS.map((one) => (
            <option key={one} value={one}>
              {w.funds[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.year}
        <input
          type="number"
          value={Number.isNaN(year) ? "" : year}
          min={2000}
          max={2100}
          required
          onChange={(event) => setYear(event.target.valueAsNumber)}
        />
      </label>
      <SumField label={w.won} onChange={setWon} />
      <label className="wide">
        {w.earmark}
        <input
          value={earmark}
          maxLength={200}
          onChange={(event) => setEarmark(event.target.value)}
        />
      </label>
      <footer>
        <button
          type="submit"
          className="primary"
          disabled={adding.isPending || won === null || won < 0}
        >
          {adding.isPending ? w.adding : w.add}
        </button>
        <button type="button" onClick={props.onCancel}>
          {w.cancel}
        </button>
        <Refusal problem={adding.error} />
      </footer>
    </form>
  );
}
