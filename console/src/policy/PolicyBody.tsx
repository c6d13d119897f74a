// The published wording, section by section, as a citizen reads it.
import type { ReactNode } from "react";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { type FactName, type OperatingPolicy, type Said, textOf } from "./policy";
import { words } from "./words";

type Office = OperatingPolicy["text"]["officer"];

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="policy-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts(props: {
  policy: OperatingPolicy;
  of: readonly [FactName | "officer", ReactNode][];
}) {
  const w = useWords(words);
  return (
    <dl className="office-facts">
      {props.of.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{w.facts[name]}</dt>
          <dd>
            {value}
            {props.policy.unset.includes(name) && value !== null && (
              <span className="policy-default"> {w.isDefault}</span>
            )}
            {value === null && <span className="office-quiet">{w.notSet}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Figures(props: { first: string; rows: readonly [string, number, number][] }) {
  const w = useWords(words);
  return (
    <table className="office-table">
      <thead>
        <tr>
          <th scope="col">{props.first}</th>
          <th scope="col" className="figure">
            {w.sites}
          </th>
          <th scope="col" className="figure">
            {w.cameras}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(([name, sites, cameras]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figure">{count(sites)}</td>
            <td className="figure">{count(cameras)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Recipients({ policy }: { policy: OperatingPolicy }) {
  const w = useWords(words);
  const lang = language.use();
  const { recipients } = policy.text;
  if (recipients.length === 0) return <p className="office-quiet">{w.noRecipients}</p>;
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">{w.body}</th>
          <th scope="col">{w.agreement}</th>
          <th scope="col">{w.since}</th>
          <th scope="col">{w.until}</th>
        </tr>
      </thead>
      <tbody>
        {recipients.map((one) => (
          <tr key={`${one.agreement_id} ${one.name.ko}`}>
            <td data-label={w.body}>{textOf(one.name, lang)}</td>
            <td data-label={w.agreement}>
              {textOf(one.agreement, lang)}
              {one.suspended && <small>{w.suspended}</small>}
            </td>
            <td data-label={w.since} className="stamp">
              {one.since}
            </td>
            <td data-label={w.until} className="stamp">
              {one.until}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Processors({ policy }: { policy: OperatingPolicy }) {
  const w = useWords(words);
  const { processors } = policy.text;
  if (processors.length === 0) {
    const text = policy.unset.includes("processors") ? w.notSet : w.noProcessors;
    return <p className="office-quiet">{text}</p>;
  }
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">{w.processor}</th>
          <th scope="col">{w.task}</th>
          <th scope="col">{w.phone}</th>
          <th scope="col">{w.since}</th>
        </tr>
      </thead>
      <tbody>
        {processors.map((one) => (
          <tr key={`${one.name} ${one.task}`}>
            <td data-label={w.processor}>{one.name}</td>
            <td data-label={w.task}>{one.task}</td>
            <td data-label={w.phone}>{one.phone}</td>
            <td data-label={w.since}>{one.since}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function History({ policy }: { policy: OperatingPolicy }) {
  const w = useWords(words);
  if (policy.history.length === 0) return <p className="office-quiet">{w.noHistory}</p>;
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">{w.number}</th>
          <th scope="col">{w.published}</th>
          <th scope="col">{w.changed}</th>
          <th scope="col">{w.hash}</th>
        </tr>
      </thead>
      <tbody>
        {policy.history.map((one) => (
          <tr key={one.number}>
            <td data-label={w.number}>{one.number}</td>
            <td data-label={w.published} className="stamp">
              {one.published_on}
            </td>
            <td data-label={w.changed}>{one.note}</td>
            <td data-label={w.hash}>
              <code title={one.sha256}>{one.sha256.slice(0, 12)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const office = (one: Office) => one && `${one.office} ${one.phone ?? ""}`;

export function PolicyBody({ policy }: { policy: OperatingPolicy }) {
  const w = useWords(words);
  const lang = language.use();
  const { text } = policy;
  const say = (said: Said) => textOf(said, lang);
  const facts = (...of: [FactName | "officer", ReactNode][]) => <Facts policy={policy} of={of} />;
  return (
    <>
      <Section title={w.ground}>
        {facts(["legal_basis", say(text.legal_basis)], ["purpose", say(text.purpose)])}
      </Section>
      <Section title={w.numbers}>
        <p>{w.numbersLead(count(text.sites), count(text.cameras))}</p>
        <div className="policy-figures">
          <Figures
            first={w.byPurpose}
            rows={text.by_purpose.map((one) => [say(one.name), one.sites, one.cameras])}
          />
          <Figures
            first={w.byDong}
            rows={text.by_dong.map((one) => [one.name ?? w.noDong, one.sites, one.cameras])}
          />
        </div>
      </Section>
      <Section title={w.recording}>
        {facts(
          ["range", say(text.range)],
          ["hours", say(text.hours)],
          ["retention_days", w.days(text.retention_days)],
          ["retention_place", say(text.retention_place)],
          ["destruction", say(text.destruction)],
        )}
      </Section>
      <Section title={w.who}>
        {facts(
          ["officer", office(text.officer)],
          ["protection_officer", office(text.protection_officer)],
        )}
      </Section>
      <Section title={w.accessTitle}>
        {facts(
          ["viewing_place", say(text.viewing_place)],
          ["access", say(text.access)],
          ["refused", say(text.refused)],
        )}
      </Section>
      <Section title={w.measures}>
        <p>{say(text.measures)}</p>
      </Section>
      <Section title={w.recipients}>
        <Recipients policy={policy} />
      </Section>
      <Section title={w.processors}>
        <Processors policy={policy} />
      </Section>
      <Section title={w.history}>
        <History policy={policy} />
      </Section>
    </>
  );
}
