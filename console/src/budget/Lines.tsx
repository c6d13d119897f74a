// What was written, newest first; a line is taken back for a reason, and both stay readable.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import { wonText } from "../planning/won";
import { doors, type LineView, type Money } from "./money";
import { words } from "./words";

const SOME = 50;

function TakeBack(props: { view: LineView; onDone: (money: Money) => void; onCancel: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const taking = useMutation({
    mutationFn: (reason: string) => doors.takeBack(props.view.line.line_id, reason),
    onSuccess: props.onDone,
  });
  return (
    <tr>
      <td colSpan={7}>
        <ReasonForm
          said={w.takeBackWhat(wonText(props.view.left, lang))}
          send={taking.isPending ? w.adding : w.takeBack}
          isBusy={taking.isPending}
          problem={taking.isError ? problemText(taking.error, lang) : null}
          onSend={(reason) => taking.mutate(reason)}
          onCancel={props.onCancel}
        />
      </td>
    </tr>
  );
}

function Row(props: { view: LineView; purse: string; onTakeBack: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.columns;
  const { line, left, place } = props.view;
  const isGone = !line.counters && left === 0;
  return (
    <tr data-gone={isGone || undefined}>
      <td className="stamp" data-label={c.on}>
        {line.on}
      </td>
      <td data-label={c.purse}>{props.purse}</td>
      <td data-label={c.kind}>
        {w.kinds[line.kind]}
        {line.counters && <small>{w.isBack}</small>}
        {isGone && <small>{w.takenBack}</small>}
      </td>
      <td data-label={c.item}>{line.item}</td>
      <td data-label={c.site}>{place || "–"}</td>
      <td className="figure" data-label={c.won}>
        {wonText(line.won, lang)}
      </td>
      <td>
        {!line.counters && left !== 0 && (
          <button type="button" onClick={props.onTakeBack}>
            {w.takeBack}
          </button>
        )}
      </td>
    </tr>
  );
}

export function Lines(props: { money: Money; onDone: (money: Money) => void }) {
  const w = useWords(words);
  const { money } = props;
  const [open, setOpen] = useState<string | null>(null);
  const [most, setMost] = useState(SOME);
  const names = new Map(money.purses.map(({ purse }) => [purse.purse_id, purse.code]));
  if (money.lines.length === 0) return <OfficeSaid title={w.noLines} />;
  const some = money.lines.slice(0, most);
  return (
    <section className="office-panel" aria-label={w.lines}>
      <h2>{w.lines}</h2>
      <p className="office-quiet" role="status">
        {w.shown(count(some.length), count(money.lines.length))}
      </p>
      <div className="office-scroll">
        <table className="office-table cards lines" aria-label={w.lines}>
          <thead>
            <tr>
              {Object.entries(w.columns).map(([name, text]) => (
                <th key={name} scope="col" className={name === "won" ? "figure" : undefined}>
                  {text}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {some.map((view) =>
              open === view.line.line_id ? (
                <TakeBack
                  key={view.line.line_id}
                  view={view}
                  onDone={(said) => {
                    setOpen(null);
                    props.onDone(said);
                  }}
                  onCancel={() => setOpen(null)}
                />
              ) : (
                <Row
                  key={view.line.line_id}
                  view={view}
                  purse={names.get(view.line.purse_id) ?? ""}
                  onTakeBack={() => setOpen(view.line.line_id)}
                />
              ),
            )}
          </tbody>
        </table>
      </div>
      {some.length < money.lines.length && (
        <button type="button" onClick={() => setMost(most + 4 * SOME)}>
          {w.moreLines}
        </button>
      )}
    </section>
  );
}
