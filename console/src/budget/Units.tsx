// What a site and a camera cost, planned and spent.
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { wonText } from "../planning/won";
import type { Money, Unit } from "./money";
import { words } from "./words";

function Row(props: { name: string; unit: Unit }) {
  const w = useWords(words);
  const lang = language.use();
  const { unit } = props;
  const money = (won: number | null) => (won === null ? "–" : wonText(won, lang));
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td className="figure" data-label={w.won}>
        {wonText(unit.won, lang)}
      </td>
      <td className="figure" data-label={w.sites}>
        {w.siteCount(count(unit.sites))}
      </td>
      <td className="figure" data-label={w.cameras}>
        {w.cameraCount(count(unit.cameras))}
      </td>
      <td className="figure" data-label={w.perSite}>
        {money(unit.per_site)}
      </td>
      <td className="figure" data-label={w.perCamera}>
        {money(unit.per_camera)}
      </td>
    </tr>
  );
}

export function Units({ money }: { money: Money }) {
  const w = useWords(words);
  const heads = [w.won, w.sites, w.cameras, w.perSite, w.perCamera];
  return (
    <section className="office-panel" aria-label={w.units}>
      <h2>{w.units}</h2>
      <div className="office-scroll">
        <table className="office-table cards units" aria-label={w.units}>
          <thead>
            <tr>
              <td />
              {heads.map((head) => (
                <th key={head} scope="col" className="figure">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={w.unitOf.planned} unit={money.planned} />
            <Row name={w.unitOf.executed} unit={money.executed} />
          </tbody>
        </table>
      </div>
      <p className="office-quiet">{w.unitsWhat}</p>
    </section>
  );
}
