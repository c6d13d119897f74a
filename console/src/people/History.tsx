// The history of rights, newest first: who gave, changed or withdrew what, and why.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useBodies } from "../agreements/useBodies";
import { type Answer, api } from "../api/client";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { valueText } from "../trail/facts/facts";
import { shortPerson } from "../trail/person";
import { Said } from "./Said";
import { words } from "./words";

type Row = Answer<"RightsHistory">[number];
const PAGE = 100;

/** What was and what is, in one line, in the district's words. */
export function changeText(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  word: (key: string, value: string) => string,
): string {
  const said = (key: string, value: unknown) =>
    (Array.isArray(value) ? value : [value]).map((one) => word(key, String(one))).join(", ");
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .map((key) => {
      const was = key in before ? said(key, before[key]) : null;
      const is = key in after ? said(key, after[key]) : null;
      if (was === is || was === null || is === null) return is ?? was;
      return `${was} → ${is}`;
    })
    .join(" · ");
}

/** The node's own reasons, of rows that no person wrote, in words; a person's reason as it was written. */
export function reasonText(reason: string, own: Readonly<Record<string, string>>): string {
  return own[reason] ?? reason;
}

function HistoryRow({ row }: { row: Row }) {
  const w = useWords(words);
  const lang = language.use();
  const bodyName = useBodies();
  const { columns, changes } = w.history;
  return (
    <tr>
      <td className="stamp" data-label={columns.at}>
        {seoulTime(row.at, 0)}
      </td>
      <td data-label={columns.by}>{shortPerson(row.by)}</td>
      <td data-label={columns.about}>
        <b>{bodyName(shortPerson(row.about))}</b>
      </td>
      <td data-label={columns.change}>
        {(changes as Record<string, string>)[row.change] ?? row.change}
      </td>
      <td data-label={columns.what}>
        {changeText(row.before, row.after, (key, value) =>
          key === "organisation" ? bodyName(value) : valueText(key, value, lang),
        )}
      </td>
      <td data-label={columns.reason}>
        {row.by === "system" ? reasonText(row.reason, w.history.ownReasons) : row.reason}
      </td>
    </tr>
  );
}

export function History() {
  const w = useWords(words);
  const history = useInfiniteQuery({
    queryKey: ["rights"],
    queryFn: ({ pageParam }) => api.rightsHistory(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (last: Row[]) =>
      last.length < PAGE ? null : (last.at(-1)?.sequence ?? null),
  });
  const rows = history.data?.pages.flat() ?? [];
  return (
    <div className="office-panel">
      <p className="office-quiet">{w.history.what}</p>
      {rows.length > 0 && (
        <table className="office-table cards">
          <thead>
            <tr>
              {Object.entries(w.history.columns).map(([key, text]) => (
                <th key={key} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <HistoryRow key={row.sequence} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {!history.isSuccess && <Said query={history} loading={w.loading} />}
      {history.isSuccess && rows.length === 0 && <p className="office-said">{w.history.none}</p>}
      {history.hasNextPage ? (
        <button
          type="button"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {w.history.more}
        </button>
      ) : (
        rows.length > 0 && <p className="office-quiet">{w.history.first}</p>
      )}
    </div>
  );
}
