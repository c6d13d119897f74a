// The report of a pilot on the screen, and the step that it leads to: 본격 운영 or 연장, each a new draft.
import { useQuery } from "@tanstack/react-query";
import { inLanguage, language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { doors } from "../doors";
import type { PilotCount, PilotReport } from "../node";
import { words as agreementWords } from "../words";
import { PilotFile } from "./PilotFile";
import { words } from "./words";
import "./pilot.css";

function Counts({
  title,
  rows,
  empty,
}: {
  title: string;
  rows: readonly PilotCount[];
  empty?: string;
}) {
  const w = useWords(words);
  const lang = language.use();
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map((one) => one.count));
  return (
    <section className="counts" aria-label={title}>
      <h4>{title}</h4>
      <dl>
        {rows.map((one) => (
          <div key={one.key}>
            <dt>{inLanguage(lang, one.name_ko, one.name_en) || empty}</dt>
            <dd>
              <i style={{ inlineSize: `${(one.count / most) * 100}%` }} aria-hidden="true" />
              {w.count(one.count)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Figures({ report }: { report: PilotReport }) {
  const w = useWords(words);
  const { first_picture: first } = report;
  const seconds = (value: number | null | undefined) =>
    value === null || value === undefined ? w.unmeasured : w.seconds(value.toFixed(1));
  const figures = [
    [w.calls, w.count(report.calls), ""],
    [w.opened, w.count(report.opened), first.unseen > 0 ? w.unseen(first.unseen) : ""],
    [w.asked, w.count(report.asked), ""],
    [w.refused, w.count(report.refused), ""],
    [`${w.firstPicture} (${w.p50})`, seconds(first.p50_s), ""],
    [`${w.firstPicture} (${w.p95})`, seconds(first.p95_s), ""],
    [w.expired, w.count(report.expired), ""],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, figure, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {figure}
            {more && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Limits({ report }: { report: PilotReport }) {
  const w = useWords(words);
  const { limits } = report;
  if (!limits) return null;
  return (
    <section className="counts" aria-label={w.limits}>
      <h4>{w.limits}</h4>
      <ul>
        <li>{limits.hours.join(", ")}</li>
        <li>{w.aDay(limits.most_calls_on_a_day, limits.calls_a_day)}</li>
        <li>{w.inAll(report.calls, limits.calls_in_all)}</li>
        {limits.days_at_limit.length > 0 && <li>{w.daysAtLimit(limits.days_at_limit.length)}</li>}
        {limits.refused_by_limits > 0 && <li>{w.byLimits(limits.refused_by_limits)}</li>}
      </ul>
    </section>
  );
}

function Remarks({ report }: { report: PilotReport }) {
  const w = useWords(words);
  const lang = language.use();
  const most = Math.max(1, ...report.ratings);
  if (report.remarks.length === 0) return <p className="hint">{w.noRemarks}</p>;
  return (
    <section className="counts" aria-label={w.remarks}>
      <h4>{w.ratings}</h4>
      <dl>
        {[5, 4, 3, 2, 1].map((rating) => {
          const figure = report.ratings[rating - 1] ?? 0;
          return (
            <div key={rating}>
              <dt>{w.ratingOf(rating)}</dt>
              <dd>
                <i style={{ inlineSize: `${(figure / most) * 100}%` }} aria-hidden="true" />
                {w.count(figure)}
              </dd>
            </div>
          );
        })}
      </dl>
      <h4>{w.remarks}</h4>
      <ul className="remarks">
        {report.remarks
          .filter((one) => one.text)
          .map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a remark has no name on purpose
            <li key={at}>
              <b>{w.ratingOf(one.rating)}</b>
              <span>{one.text}</span>
              <small>
                {inLanguage(lang, one.organisation_name_ko, one.organisation_name_en)}{" "}
                {one.unit_kind === "vehicle" ? w.vehicle : w.room} · {one.day}
              </small>
            </li>
          ))}
      </ul>
    </section>
  );
}

export function PilotView(props: {
  agreementId: string;
  version: number;
  mayDraft: boolean;
  onFull: () => void;
  onExtend: () => void;
}) {
  const w = useWords(agreementWords);
  const p = useWords(words);
  const lang = language.use();
  const { agreementId, version } = props;
  const asked = useQuery({
    queryKey: ["pilot-report", agreementId, version],
    queryFn: () => doors.pilotReport(agreementId, version),
  });
  if (asked.isError) {
    return (
      <p className="hint" role="alert">
        {problemText(asked.error, lang)}
      </p>
    );
  }
  if (!asked.data) return <p className="hint">{w.loading}</p>;
  const report = asked.data;

  return (
    <section className="pilot-view" aria-label={p.title}>
      {report.report_due && (
        <p className={report.is_due ? "due" : "hint"} role="status">
          {report.is_due ? p.due : p.dueOn(report.report_due)}
        </p>
      )}
      <PilotFile agreementId={agreementId} version={version} />
      <Figures report={report} />
      {report.calls === 0 && <p className="hint">{p.none}</p>}
      <div className="columns">
        <Limits report={report} />
        <Counts title={p.byService} rows={report.by_service} />
        <Counts title={p.byCategory} rows={report.by_category} />
        <Counts title={p.byCode} rows={report.by_code} empty={p.noCode} />
        <Counts title={p.byDong} rows={report.by_dong} empty={p.unknownDong} />
        <Counts title={p.refusals} rows={report.refusals} />
        <Counts title={p.cuts} rows={report.cuts} />
        <Remarks report={report} />
      </div>
      {props.mayDraft && (
        <section className="next-step" aria-label={p.next}>
          <h4>{p.next}</h4>
          <p className="hint">{p.nextWhat}</p>
          <div className="actions">
            <button type="button" className="primary" onClick={props.onFull}>
              {p.toFull}
            </button>
            <button type="button" onClick={props.onExtend}>
              {p.extend}
            </button>
          </div>
        </section>
      )}
    </section>
  );
}
