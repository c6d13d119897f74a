// The lines as a table: one row for each centre, folded into cards on a phone.
import { useSecond } from "../app/clock";
import { count, seoulDate, seoulDateTime, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import {
  differs,
  digest,
  isSlow,
  type Line,
  markOf,
  measured,
  nameOf,
  sinceText,
  sourceText,
  stageText,
} from "./line";
import { words } from "./words";

function State({ line }: { line: Line }) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const why =
    line.state === "revoked" ? line.revoked_why : inLanguage(lang, line.reason_ko, line.reason_en);
  return (
    <>
      <span className="link-state" data-mark={markOf(line.state)}>
        <i className={`dot ${markOf(line.state) === "ok" ? "" : markOf(line.state) || "off"}`} />
        <b>{w.states[line.state] ?? line.state}</b>
      </span>
      <small>{sinceText(line.since, now, lang)}</small>
      {why && <small className="link-why">{why}</small>}
      <small data-slow={isSlow(line) || undefined}>{measured(line, lang)}</small>
    </>
  );
}

function Messages({ line }: { line: Line }) {
  const w = useWords(words);
  const now = useSecond();
  return (
    <>
      <span>{line.waiting === 0 ? w.noneWaiting : w.waiting(count(line.waiting))}</span>
      {line.oldest_waiting_at && <small>{w.oldest(seoulTime(line.oldest_waiting_at, now))}</small>}
      <small>{w.applied(count(line.applied))}</small>
    </>
  );
}

function Catalogue({ line }: { line: Line }) {
  const w = useWords(words);
  const lang = language.use();
  const now = useSecond();
  const { catalogue } = line;
  if (!catalogue) return <span className="office-quiet">{w.noCatalogue}</span>;
  const isChecked = Boolean(catalogue.checked_at);
  const verdict = !isChecked ? w.unchecked : catalogue.agrees ? w.agrees : w.differs;
  return (
    <>
      <span>
        {w.cameras(count(catalogue.cameras))} · {w.version(count(catalogue.version))}
      </span>
      <small title={catalogue.source}>{sourceText(catalogue.source, lang)}</small>
      <small className="link-verdict" data-differs={differs(line) || undefined}>
        {verdict}
        {catalogue.checked_at && ` · ${w.checked(seoulTime(catalogue.checked_at, now))}`}
      </small>
      {catalogue.digest && (
        <small className="link-digest">
          {w.digests(digest(catalogue.digest), digest(catalogue.own_digest))}
        </small>
      )}
      {catalogue.mended > 0 && <small>{w.mended(count(catalogue.mended))}</small>}
      {catalogue.refused > 0 && (
        <small title={catalogue.refused_last}>{w.badRecords(count(catalogue.refused))}</small>
      )}
    </>
  );
}

function Refused({ line }: { line: Line }) {
  const w = useWords(words);
  if (line.refused === 0) return <span className="office-quiet">{w.noneRefused}</span>;
  return (
    <>
      <span>{w.refusedCount(count(line.refused))}</span>
      {line.refused_last && <small className="link-why">{w.refusedLast(line.refused_last)}</small>}
    </>
  );
}

function Row({ line, onRevoke }: { line: Line; onRevoke: ((line: Line) => void) | null }) {
  const w = useWords(words);
  const lang = language.use();
  const c = w.columns;
  const mayRevoke = onRevoke && line.state !== "revoked" && line.route === "direct";
  return (
    <tr data-revoked={line.state === "revoked" || undefined}>
      <td data-label={c.centre}>
        <b>{nameOf(line, lang)}</b>
        <small>
          {w.kinds[line.kind] ?? line.kind} · {w.routes[line.route] ?? line.route}
        </small>
        <small>
          {line.state === "revoked" && line.revoked_at
            ? w.revokedOn(seoulDateTime(line.revoked_at))
            : w.joined(seoulDate(line.joined_at))}
        </small>
      </td>
      <td data-label={c.line}>
        <State line={line} />
      </td>
      <td data-label={c.messages}>
        <Messages line={line} />
      </td>
      <td data-label={c.catalogue}>
        <Catalogue line={line} />
      </td>
      <td data-label={c.stage}>
        <span>{stageText(line.stage, null, lang)}</span>
        {line.stage_on && <small className="stamp">{line.stage_on}</small>}
      </td>
      <td data-label={c.release}>
        <span>{line.release || "–"}</span>
        {line.certificate_ends && (
          <small className="stamp">{w.peerCertificate(seoulDate(line.certificate_ends))}</small>
        )}
      </td>
      <td data-label={c.refused}>
        <Refused line={line} />
      </td>
      {onRevoke && (
        <td className="link-deed">
          {mayRevoke && (
            <button type="button" onClick={() => onRevoke(line)}>
              {w.revoke}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

export function LinkTable(props: {
  lines: readonly Line[];
  /** Null for who may only look. */
  onRevoke: ((line: Line) => void) | null;
}) {
  const w = useWords(words);
  return (
    <div className="office-scroll">
      <table className="office-table cards links-table">
        <thead>
          <tr>
            {Object.entries(w.columns).map(([key, text]) => (
              <th key={key} scope="col">
                {text}
              </th>
            ))}
            {props.onRevoke && <td />}
          </tr>
        </thead>
        <tbody>
          {props.lines.map((line) => (
            <Row key={line.code} line={line} onRevoke={props.onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
