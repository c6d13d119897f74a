// The last reports beside the seat: received by number, or in red that a telephone is needed.
import { useSecond } from "../app/clock";
import { seoulTime } from "../app/format";
import { useWords } from "../app/language";
import { type ReportLine, shownOf } from "./report";
import { useReports } from "./useReports";
import { words } from "./words";
import "./reports.css";

export function ReportState({ report }: { report: ReportLine }) {
  const w = useWords(words);
  const next = w.next[report.state];
  return (
    <>
      <b data-state={report.state}>
        {w.states[report.state] ?? report.state}
        {report.receipt_no && ` ${report.receipt_no}`}
      </b>
      <span className="watch-faint">
        {report.to} {w.kinds[report.kind] ?? report.kind} · {seoulTime(report.reported_at)}
      </span>
      {next && <span>{next}</span>}
    </>
  );
}

/** Nothing at all while nobody has reported anything. */
export function ReportList({ isReporter }: { isReporter: boolean }) {
  const w = useWords(words);
  const now = useSecond();
  const { reports, isFailed } = useReports(isReporter);
  const shown = shownOf(reports, now);
  if (shown.length === 0 && !isFailed) return null;
  return (
    <section className="report-list" aria-label={w.list}>
      <h2>{w.list}</h2>
      {isFailed && <p className="failure">{w.unread}</p>}
      <ul aria-live="polite">
        {shown.map((one) => (
          <li key={one.report_id}>
            <ReportState report={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
