// One linked service: whose it is, by which law, what it holds of people and how long, how far it has been proven.
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { keptText, openIn, type Service } from "./service";
import { words } from "./words";

function Data({ service }: { service: Service }) {
  const w = useWords(words);
  const lang = language.use();
  if (service.personal_data.length === 0) return <p className="office-quiet">{w.noData}</p>;
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">{w.data}</th>
          <th scope="col">{w.kept}</th>
          <th scope="col">{w.where}</th>
          <th scope="col">{w.destroyed}</th>
        </tr>
      </thead>
      <tbody>
        {service.personal_data.map((one) => (
          <tr key={`${one.what_ko} ${one.where}`}>
            <td data-label={w.data}>{inLanguage(lang, one.what_ko, one.what_en)}</td>
            <td data-label={w.kept}>{keptText(one.kept, lang)}</td>
            <td data-label={w.where}>
              <code>{one.where}</code>
            </td>
            <td data-label={w.destroyed}>{inLanguage(lang, one.destroyed_ko, one.destroyed_en)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Quality({ service }: { service: Service }) {
  const w = useWords(words);
  const open = openIn(service);
  return (
    <details className="service-quality">
      <summary>
        {w.quality} ·{" "}
        <span data-open={open > 0 || undefined}>{open > 0 ? w.open(count(open)) : w.allDone}</span>
      </summary>
      <ul>
        {Object.entries(service.quality).map(([rule, one]) => (
          <li key={rule} data-state={one.state}>
            <b>{w.rules[rule] ?? rule}</b>
            <span>{w.states[one.state]}</span>
            <small>{one.by}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function ServiceCard({ service }: { service: Service }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <article className="service">
      <h2>{inLanguage(lang, service.name_ko, service.name_en)}</h2>
      <dl className="office-facts">
        <dt>{w.partner}</dt>
        <dd>{inLanguage(lang, service.partner_ko, service.partner_en)}</dd>
        <dt>{w.law}</dt>
        <dd>
          {service.legal_basis.map((one) => (
            <span key={one.code} className="service-law">
              {inLanguage(lang, one.law_ko, one.law_en)}
            </span>
          ))}
        </dd>
        <dt>{w.codes}</dt>
        <dd>
          {service.codes.map((one) => (
            <span key={one.code} className="service-law">
              {inLanguage(lang, one.name_ko, one.name_en)} <code>{one.code}</code>
              {one.discreet && ` · ${w.discreet}`}
              {!one.drills && ` · ${w.noDrills}`}
            </span>
          ))}
        </dd>
      </dl>
      <Data service={service} />
      <Quality service={service} />
    </article>
  );
}
