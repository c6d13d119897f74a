// 이용·제공 대장: what was provided to whom, why, under which clause, and how long it was watched.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { count } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { ExportLedger } from "./ExportLedger";
import { LedgerTable } from "./LedgerTable";
import { askLedger, type LedgerFilter, nextAfter, type LedgerPage as Page } from "./ledger";
import { words } from "./words";
import "../app/office.css";

const EVERYTHING: LedgerFilter = { from: "", to: "", organisation: "" };

function Filter(props: {
  recipients: Page["recipients"];
  onFilter: (filter: LedgerFilter) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const [filter, setFilter] = useState(EVERYTHING);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onFilter(filter);
  };
  return (
    <form className="office-bar" onSubmit={submit}>
      <label>
        {w.from}
        <input
          type="date"
          value={filter.from}
          max={filter.to || undefined}
          onChange={(event) => setFilter({ ...filter, from: event.target.value })}
        />
      </label>
      <label>
        {w.to}
        <input
          type="date"
          value={filter.to}
          min={filter.from || undefined}
          onChange={(event) => setFilter({ ...filter, to: event.target.value })}
        />
      </label>
      <label>
        {w.organisation}
        <select
          value={filter.organisation}
          onChange={(event) => setFilter({ ...filter, organisation: event.target.value })}
        >
          <option value="">{w.every}</option>
          {props.recipients.map((one) => (
            <option key={one.organisation} value={one.organisation}>
              {inLanguage(lang, one.name_ko, one.name_en)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{w.show}</button>
    </form>
  );
}

function useLedger(filter: LedgerFilter) {
  const ledger = useInfiniteQuery({
    queryKey: ["ledger", filter],
    queryFn: ({ pageParam }) => askLedger(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: nextAfter,
    placeholderData: keepPreviousData,
  });
  const pages = ledger.data?.pages ?? [];
  return {
    ...ledger,
    rows: pages.flatMap((page) => page.rows),
    inAll: pages[0]?.in_all ?? 0,
    recipients: pages[0]?.recipients ?? [],
  };
}

function Rest({ ledger }: { ledger: ReturnType<typeof useLedger> }) {
  const w = useWords(words);
  const lang = language.use();
  if (ledger.isError) {
    return (
      <OfficeSaid title={w.failed} text={problemText(ledger.error, lang)} isAlert>
        <button type="button" onClick={() => void ledger.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  if (ledger.isPending) return <OfficeSaid title={w.loading} />;
  if (ledger.rows.length === 0) return <OfficeSaid title={w.none} text={w.noneWhat} />;
  if (!ledger.hasNextPage) return null;
  return (
    <p className="office-said">
      <button
        type="button"
        disabled={ledger.isFetchingNextPage}
        onClick={() => void ledger.fetchNextPage()}
      >
        {ledger.isFetchingNextPage ? w.loading : w.more}
      </button>
    </p>
  );
}

export function LedgerPage() {
  const w = useWords(words);
  const [filter, setFilter] = useState(EVERYTHING);
  const ledger = useLedger(filter);
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <div className="office-bar">
        <Filter recipients={ledger.recipients} onFilter={setFilter} />
        <ExportLedger filter={filter} />
      </div>
      {ledger.rows.length > 0 && (
        <>
          <p className="office-quiet" role="status">
            {w.shown(count(ledger.rows.length), count(ledger.inAll))}
          </p>
          <LedgerTable rows={ledger.rows} />
        </>
      )}
      <Rest ledger={ledger} />
    </section>
  );
}
