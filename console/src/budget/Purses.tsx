// Each purse with its bar: what is gone, bound and planned of what there is. Grey, but for what goes beyond it.
import { language, useWords } from "../app/language";
import { wonText } from "../planning/won";
import { type Balance, barOf, type Money, type PurseView } from "./money";
import { words } from "./words";

const wide = (share: number) => ({ width: `${(100 * share).toFixed(2)}%` });

function Bar(props: { name: string; sums: Balance }) {
  const w = useWords(words);
  const lang = language.use();
  const { sums } = props;
  const bar = barOf(sums);
  const gone = sums.executed + sums.returned + sums.carried_out;
  const parts = [
    ["planned", bar.planned],
    ["contracted", bar.contracted],
    ["gone", bar.gone],
  ] as const;
  return (
    <div
      className="purse-bar"
      role="img"
      aria-label={w.bar(props.name, wonText(gone, lang), wonText(sums.allotted, lang))}
    >
      <i className="whole" style={wide(bar.allotted)} />
      {parts.map(
        ([name, share]) =>
          share > 0 && (
            <i key={name} className={name} style={wide(Math.min(share, bar.allotted))} />
          ),
      )}
      {parts.map(
        ([name, share]) =>
          share > bar.allotted && (
            <i
              key={`${name}-over`}
              className={`over ${name}`}
              style={{ left: `${100 * bar.allotted}%`, ...wide(share - bar.allotted) }}
            />
          ),
      )}
    </div>
  );
}

function Figures({ sums }: { sums: Balance }) {
  const w = useWords(words);
  const lang = language.use();
  const figures = [
    ["allotted", w.allotted, sums.allotted],
    ["planned", w.planned, sums.planned],
    ["contracted", w.contracted, sums.contracted],
    ["executed", w.executed, sums.executed],
    ["remaining", w.remaining, sums.remaining],
  ] as const;
  const more = [
    sums.amended !== 0 && w.amended(wonText(sums.amended, lang)),
    sums.carried_in !== 0 && w.carriedIn(wonText(sums.carried_in, lang)),
    sums.carried_out !== 0 && w.carriedOut(wonText(sums.carried_out, lang)),
    sums.returned !== 0 && w.returned(wonText(sums.returned, lang)),
  ].filter(Boolean);
  return (
    <>
      <dl className="purse-figures">
        {figures.map(([name, text, won]) => (
          <div key={name} data-figure={name} data-bad={won < 0 || undefined}>
            <dt>{text}</dt>
            <dd>{wonText(won, lang)}</dd>
          </div>
        ))}
      </dl>
      {more.length > 0 && <p className="office-quiet">{more.join(" · ")}</p>}
    </>
  );
}

function Purse({ view }: { view: PurseView }) {
  const w = useWords(words);
  const { purse } = view;
  const about = [w.funds[purse.kind], purse.earmark].filter((text) => text && text !== purse.code);
  return (
    <li className="purse" data-over={view.is_over || undefined}>
      <h3>
        {purse.code} <small>{about.join(" · ")}</small>
        {view.is_over && <span className="tag alarm">{w.overRun}</span>}
      </h3>
      <Bar name={purse.code} sums={view.balance} />
      <Figures sums={view.balance} />
    </li>
  );
}

export function Purses({ money }: { money: Money }) {
  const w = useWords(words);
  return (
    <section className="office-panel" aria-label={w.purses}>
      <h2>{w.purses}</h2>
      <p className="purse-legend office-quiet" aria-hidden="true">
        <span className="gone">{w.gone}</span>
        <span className="contracted">{w.contracted}</span>
        <span className="planned">{w.planned}</span>
        <span className="whole">{w.allotted}</span>
      </p>
      <ul className="purses">
        {money.purses.map((view) => (
          <Purse key={view.purse.purse_id} view={view} />
        ))}
        {money.purses.length > 1 && (
          <li className="purse total">
            <h3>{w.total}</h3>
            <Bar name={w.total} sums={money.total} />
            <Figures sums={money.total} />
          </li>
        )}
      </ul>
    </section>
  );
}
