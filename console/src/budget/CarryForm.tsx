// 이월: out of a purse of the year into one of the next.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useWords } from "../app/language";
import { Refusal, SumField } from "./Fields";
import { doors, type Money } from "./money";
import { words } from "./words";

export function CarryForm(props: {
  money: Money;
  onDone: (money: Money) => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const { money } = props;
  const [from, setFrom] = useState(money.purses[0]?.purse.purse_id ?? "");
  const [into, setInto] = useState(money.next_purses[0]?.purse_id ?? "");
  const [won, setWon] = useState<number | null>(null);
  const carrying = useMutation({
    mutationFn: (sum: number) => doors.carryOver(from, into, sum),
    onSuccess: props.onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (won !== null && won > 0) carrying.mutate(won);
  };
  return (
    <form className="office-form" aria-label={w.carry} onSubmit={submit}>
      <label>
        {w.from}
        <select value={from} onChange={(event) => setFrom(event.target.value)}>
          {money.purses.map(({ purse }) => (
            <option key={purse.purse_id} value={purse.purse_id}>
              {purse.code}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.into}
        <select value={into} onChange={(event) => setInto(event.target.value)}>
          {money.next_purses.map((purse) => (
            <option key={purse.purse_id} value={purse.purse_id}>
              {`${w.yearOf(purse.year)} ${purse.code}`}
            </option>
          ))}
        </select>
      </label>
      <SumField label={w.won} hint={w.carryWhat(money.year + 1)} onChange={setWon} />
      <footer>
        <button
          type="submit"
          className="primary"
          disabled={carrying.isPending || won === null || won <= 0}
        >
          {carrying.isPending ? w.adding : w.carry}
        </button>
        <button type="button" onClick={props.onCancel}>
          {w.cancel}
        </button>
        <Refusal problem={carrying.error} />
      </footer>
    </form>
  );
}
