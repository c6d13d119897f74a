// The history of rights, newest first: who gave, changed or withdrew what, and why.
import { useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, api } from "../api/client";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { roleName } from "../app/roles/words";
import { shortPerson } from "../trail/person";
import { Said } from "./Said";
import { words } from "./words";

type Row = Answer<"RightsHistory">[number];
const PAGE = 100;

/** What was and what is, in one line; a role in the district's word. */
export function changeText(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  word: (role: string) => string,
): string {
  const said = (key: string, value: unknown) =>
    key === "role" ? word(String(value)) : Array.isArray(value) ? value.join(", ") : String(value);
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

function HistoryRow({ row }: { row: Row }) {
  const w = useWords(words);
  const lang = language.use();
  const { columns, changes } = w.history;
  return (
    <tr>
      <td className="stamp" data-label={columns.at}>
        {seoulTime(row.at, 0)}
      </td>
      <td data-label={columns.by}>{shortPerson(row.by)}</td>
      <td data-label={columns.about}>
        <b>{shortPerson(row.about)}</b>
      </td>
      <td data-label={columns.change}>
        {(changes as Record<string, string>)[row.change] ?? row.change}
      </td>
      <td data-label={columns.what}>
        {changeText(row.before, row.after, (role) => roleName(role, lang))}
      </td>
      <td data-label={columns.reason}>{row.reason}</td>
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
