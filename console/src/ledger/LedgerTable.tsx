// The ledger's rows; on a phone each becomes a card.
import { centreShort } from "../app/centre";
import { duration, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { clauseText, groundsText, type LedgerRow } from "./ledger";
import { words } from "./words";

/** No day is this one: every row says its day. */
const ALWAYS_DATED = 0;

function Ended({ row }: { row: LedgerRow }) {
  const w = useWords(words);
  if (row.kind === "destroy" || row.kind === "copy") return <>–</>;
  const planned = row.planned_until && w.planned(seoulTime(row.planned_until));
  const extended = row.renewals > 0 && w.renewed(row.renewals);
  return (
    <>
      {row.ended_at ? seoulTime(row.ended_at, ALWAYS_DATED) : w.running}
      <small>{[planned, extended].filter(Boolean).join(" · ")}</small>
    </>
  );
}

function Row({ row }: { row: LedgerRow }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.columns;
  return (
    <tr>
      <td className="stamp" data-label={c.at}>
        {seoulTime(row.at, ALWAYS_DATED)}
        <small>
          {row.owner
            ? w.relayed(centreShort(inLanguage(lang, row.owner_name_ko, row.owner_name_en)))
            : w.kinds[row.kind]}
          {row.exercise && ` · ${w.exercise}`}
        </small>
      </td>
      <td data-label={c.recipient}>{inLanguage(lang, row.recipient_ko, row.recipient_en)}</td>
      <td data-label={c.purpose}>
        {inLanguage(lang, row.purpose_ko, row.purpose_en)}
        <small>{row.incident_no}</small>
      </td>
      <td data-label={c.grounds}>
        {groundsText(row.legal_bases, lang)}
        <small>
          {clauseText(row, lang)}
          {row.published && (
            <>
              {" · "}
              <abbr title={w.publishedWhy}>{w.published}</abbr>
            </>
          )}
        </small>
      </td>
      <td data-label={c.form}>
        {w.forms[row.form]}
        <small title={row.camera_ids.join(" ")}>{w.cameras(row.camera_count)}</small>
      </td>
      <td className="stamp" data-label={c.ended}>
        <Ended row={row} />
      </td>
      <td data-label={c.watched}>{duration(row.watched_s, lang)}</td>
      <td data-label={c.reason}>
        {inLanguage(lang, row.end_reason_ko, row.end_reason_en) || "–"}
        {row.approver && <small title={row.approver}>{w.approved}</small>}
      </td>
    </tr>
  );
}

export function LedgerTable({ rows }: { rows: readonly LedgerRow[] }) {
  const w = useWords(words);
  return (
    <div className="office-scroll">
      <table className="office-table cards" aria-label={w.page}>
        <thead>
          <tr>
            {Object.entries(w.columns).map(([name, text]) => (
              <th key={name} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.ledger_id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
