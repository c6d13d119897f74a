// A new line of a purse. More than the purse holds is written after a second press.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { seoulDate } from "../app/format";
import { useWords } from "../app/language";
import { Refusal, SumField } from "./Fields";
import { BY_HAND, dayIn, doors, isOutgrown, type LineKind, type Money } from "./money";
import { words } from "./words";

function SiteChoice(props: { money: Money; value: string; onChange: (site: string) => void }) {
  const w = useWords(words);
  return (
    <label>
      {w.site}
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">{w.noSite}</option>
        {props.money.sites.map((site, at) => (
          <option key={site.cost.site_id} value={site.cost.site_id}>
            {`${at + 1}. ${site.place} · ${w.cameraCount(String(site.cost.cameras))}`}
          </option>
        ))}
      </select>
    </label>
  );
}

export function LineForm(props: {
  money: Money;
  onDone: (money: Money) => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const { money } = props;
  const [purse, setPurse] = useState(money.purses[0]?.purse.purse_id ?? "");
  const [kind, setKind] = useState<LineKind>("executed");
  const [won, setWon] = useState<number | null>(null);
  const [on, setOn] = useState(dayIn(money.year, seoulDate(Date.now())));
  const [item, setItem] = useState("");
  const [site, setSite] = useState("");
  const writing = useMutation({ mutationFn: doors.line, onSuccess: props.onDone });
  const mayOutgrow = isOutgrown(writing.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (won === null) return;
    writing.mutate({ purse_id: purse, kind, won, on, item, site_id: site, outgrow: mayOutgrow });
  };
  return (
    <form
      className="office-form"
      aria-label={w.addLine}
      onSubmit={submit}
      onChange={() => mayOutgrow && writing.reset()}
    >
      <label>
        {w.purse}
        <select value={purse} onChange={(event) => setPurse(event.target.value)}>
          {money.purses.map((one) => (
            <option key={one.purse.purse_id} value={one.purse.purse_id}>
              {one.purse.code}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.lineKind}
        <select value={kind} onChange={(event) => setKind(event.target.value as LineKind)}>
          {BY_HAND.map((one) => (
            <option key={one} value={one}>
              {w.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      <SumField
        label={w.won}
        {...(kind === "amended" ? { hint: w.minus } : {})}
        onChange={setWon}
      />
      <label>
        {w.on}
        <input type="date" value={on} required onChange={(event) => setOn(event.target.value)} />
      </label>
      <label>
        {w.item}
        <input
          value={item}
          placeholder={w.itemHint}
          maxLength={200}
          required
          onChange={(event) => setItem(event.target.value)}
        />
      </label>
      <SiteChoice money={money} value={site} onChange={setSite} />
      <footer>
        <button type="submit" className="primary" disabled={writing.isPending || won === null}>
          {writing.isPending ? w.adding : mayOutgrow ? w.outgrowPress : w.write}
        </button>
        <button type="button" onClick={props.onCancel}>
          {w.cancel}
        </button>
        {mayOutgrow ? <span role="alert">{w.outgrow}</span> : <Refusal problem={writing.error} />}
      </footer>
    </form>
  );
}
