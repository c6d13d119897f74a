// What a plan comes to: its figures, its proven gap in words, money by purse, origins, other ways and other budgets.
import type { ReactNode } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import type { DrawnPlan, Origin } from "../types";
import { wonText } from "../won";
import { words as page } from "../words";
import { figuresOf, gapText, percent } from "./compare";
import { words } from "./words";

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Headline({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const p = useWords(page);
  const lang = language.use();
  const figures = figuresOf(plan);
  return (
    <>
      <dl className="plan-figures">
        <Figure name={w.figures.sites}>{count(figures.sites)}</Figure>
        <Figure name={w.figures.cameras}>
          {count(figures.ptz + figures.fixed)}{" "}
          <small>{p.cameras(figures.ptz, figures.fixed)}</small>
        </Figure>
        <Figure name={w.figures.won}>{wonText(figures.won, lang)}</Figure>
        <Figure name={w.figures.covered}>
          {w.coveredFrom(percent(figures.before), percent(figures.after))}
        </Figure>
      </dl>
      <p className="plan-gap">
        <b>{plan.gap <= 0 ? w.best : w.gap(gapText(plan.gap))}</b>
        <small>
          {plan.gap > 0 && `${w.proof[plan.proof] ?? plan.proof} · `}
          {w.tookCpu(plan.cpu_s.toFixed(1), count(plan.candidates))}
        </small>
      </p>
    </>
  );
}

export function Funds({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.fundColumns;
  const won = (value: number) => wonText(value, lang);
  const held = plan.funds.reduce((sum, one) => sum + one.won, 0);
  const used = plan.funds.reduce((sum, one) => sum + one.used, 0);
  return (
    <table className="office-table" aria-label={w.funds}>
      <caption>{w.funds}</caption>
      <thead>
        <tr>
          <th scope="col">{c.fund}</th>
          {[c.held, c.used, c.left].map((name) => (
            <th key={name} scope="col" className="figure">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plan.funds.map((one) => (
          <tr key={one.code}>
            <td>{one.code}</td>
            <td className="figure">{won(one.won)}</td>
            <td className="figure">{won(one.used)}</td>
            <td className="figure">{won(one.won - one.used)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{w.sum}</th>
          <td className="figure">{won(held)}</td>
          <td className="figure">{won(used)}</td>
          <td className="figure">{won(held - used)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

export function Origins({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const p = useWords(page);
  const whole = plan.sites.length;
  return (
    <details className="plan-block">
      <summary>{w.origins}</summary>
      <dl className="office-facts">
        {Object.entries(plan.origins).map(([origin, figure]) => (
          <div key={origin} className="plan-fact">
            <dt>{p.origins[origin as Origin] ?? origin}</dt>
            <dd>{w.origin(percent(whole ? figure / whole : 0, 0), count(figure))}</dd>
          </div>
        ))}
      </dl>
      <p className="office-quiet">{w.originWhat}</p>
    </details>
  );
}

export function Others({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.besideColumns;
  if (plan.beside.length === 0) return null;
  const said = (more: number | null) => {
    if (more === null) return "–";
    if (Math.abs(more) < 0.0005) return w.same;
    return more > 0 ? w.more(percent(more)) : w.less(percent(-more));
  };
  return (
    <table className="office-table" aria-label={w.beside}>
      <caption>{w.beside}</caption>
      <thead>
        <tr>
          <th scope="col">{c.way}</th>
          {[c.sites, c.won, c.more].map((name) => (
            <th key={name} scope="col" className="figure">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plan.beside.map((one) => (
          <tr key={one.name}>
            <td>{w.besideNames[one.name] ?? one.name}</td>
            <td className="figure">{count(one.sites)}</td>
            <td className="figure">{wonText(one.won, lang)}</td>
            <td className="figure">{said(one.more)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WIDE = 320;
const HIGH = 110;

/** The line of what is reached, and above it what cannot be passed. */
function Line({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const { curve } = plan;
  const money = curve.map((one) => one.more_won);
  const [left, right] = [Math.min(...money), Math.max(...money)];
  const values = curve.flatMap((one) => [one.objective, one.bound]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (won: number) => 8 + ((won - left) / (right - left || 1)) * (WIDE - 16);
  const y = (value: number) => HIGH - 10 - ((value - low) / (high - low || 1)) * (HIGH - 20);
  const path = (of: "objective" | "bound") =>
    curve.map((one) => `${x(one.more_won).toFixed(1)},${y(one[of]).toFixed(1)}`).join(" ");
  return (
    <svg className="plan-curve" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={w.curve}>
      {left <= 0 && right >= 0 && <line className="now" x1={x(0)} x2={x(0)} y1={4} y2={HIGH - 4} />}
      <polyline className="bound" points={path("bound")} />
      <polyline points={path("objective")} />
      {curve.map((one) => (
        <circle key={one.more_won} cx={x(one.more_won)} cy={y(one.objective)} r={3} />
      ))}
    </svg>
  );
}

export function Curve({ plan }: { plan: DrawnPlan }) {
  const w = useWords(words);
  const lang = language.use();
  const curve = [...plan.curve].sort((a, b) => a.more_won - b.more_won);
  if (curve.length === 0) return null;
  const share = (value: number) => value / (plan.objective || 1) - 1;
  const said = ({ more_won, objective, bound }: (typeof curve)[number]) => {
    if (more_won === 0) return w.now;
    const money = wonText(Math.abs(more_won), lang);
    if (more_won < 0) return w.curveLess(money, percent(Math.max(0, -share(objective))));
    return w.curveLine(
      money,
      percent(Math.max(0, share(objective))),
      gapText(Math.max(0, share(bound))),
    );
  };
  return (
    <section className="plan-block" aria-label={w.curve}>
      <h2>{w.curve}</h2>
      {curve.length > 1 && <Line plan={{ ...plan, curve }} />}
      <ul className="plan-lines">
        {curve.map((one) => (
          <li key={one.more_won}>{said(one)}</li>
        ))}
      </ul>
    </section>
  );
}
