// 설치 현황: a chosen plan's sites on their way: state, dates, 공정률, slip; one site opens beside the list.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../api/feed";
import { count } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { go } from "../../app/router";
import { problemText } from "../../incident/problem";
import { doors } from "../doors";
import { percent } from "../plan/compare";
import type { Sites } from "../types";
import { OneSite } from "./OneSite";
import { SiteRows } from "./SiteRows";
import { type Filter, listed, numberOf, STATES } from "./sites";
import { words } from "./words";
import "../../app/office.css";
import "../planning.css";
import "../config/config.css";
import "../plan/plan.css";
import "./sites.css";

function Head({ sites }: { sites: Sites }) {
  const w = useWords(words);
  const lang = language.use();
  const facts = [
    w.summary(sites.name, String(sites.version)),
    sites.deadline ? w.deadline(sites.deadline) : w.noDeadline,
    w.accepted(count(sites.accepted), count(sites.sites.length - sites.rejected)),
    sites.rejected > 0 ? w.rejected(count(sites.rejected)) : "",
  ];
  return (
    <>
      <p className="office-quiet">{facts.filter(Boolean).join(" · ")}</p>
      <p className="sites-progress">
        <b>
          {w.progress} {percent(sites.progress)}
        </b>
        <ProgressBar done={sites.progress} planned={sites.planned_progress} />
        <span className="office-quiet">{w.planned(percent(sites.planned_progress))}</span>
        {sites.late > 0 && <span className="tag warn">{w.late(count(sites.late))}</span>}
      </p>
      {sites.told.map((one) => (
        <p key={one.ko} className="plan-careful" role="status">
          {inLanguage(lang, one.ko, one.en)}
        </p>
      ))}
    </>
  );
}

/** What is done, and a mark where it should be by its own dates. */
export function ProgressBar({ done, planned }: { done: number; planned: number }) {
  return (
    <span className="site-progress" aria-hidden="true">
      <i style={{ width: `${done * 100}%` }} />
      {planned > 0 && <u style={{ left: `${planned * 100}%` }} />}
    </span>
  );
}

function Filters({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const w = useWords(words);
  return (
    <div className="office-bar">
      <input
        type="search"
        aria-label={w.find}
        placeholder={w.find}
        value={filter.typed}
        onChange={(event) => onFilter({ ...filter, typed: event.target.value })}
      />
      <select
        aria-label={w.state}
        value={filter.state}
        onChange={(event) => onFilter({ ...filter, state: event.target.value as Filter["state"] })}
      >
        <option value="">{w.every}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {w.states[state]}
          </option>
        ))}
      </select>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.isLateOnly}
          onChange={(event) => onFilter({ ...filter, isLateOnly: event.target.checked })}
        />
        {w.onlyLate}
      </label>
    </div>
  );
}

function Shown({ sites, canStep }: { sites: Sites; canStep: boolean }) {
  const w = useWords(words);
  const [filter, setFilter] = useState<Filter>({ typed: "", state: "", isLateOnly: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = listed(sites.sites, filter);
  const open = numberOf(sites.sites, chosen);
  return (
    <>
      <Head sites={sites} />
      <Filters filter={filter} onFilter={setFilter} />
      <div className="sites-two" data-open={open !== null || undefined}>
        {rows.length === 0 ? (
          <OfficeSaid title={w.noFound} />
        ) : (
          <SiteRows
            rows={rows}
            chosen={chosen}
            onChoose={(id) => setChosen(id === chosen ? null : id)}
          />
        )}
        {open && (
          <OneSite
            key={open.site.planned_site_id}
            site={open.site}
            number={open.number}
            today={sites.today}
            canStep={canStep}
            onClose={() => setChosen(null)}
          />
        )}
      </div>
    </>
  );
}

export function SitesPage() {
  const w = useWords(words);
  const lang = language.use();
  const role = useQueryClient().getQueryData<Me>(["me"])?.role;
  const sites = useQuery({ queryKey: ["planning", "sites"], queryFn: doors.sites });
  return (
    <section className="office planned-sites" aria-label={w.page}>
      <header className="office-head office-bar">
        <h1>{w.page}</h1>
        <span className="grow" />
        <button type="button" onClick={() => go("/planning")}>
          {w.toPlan}
        </button>
      </header>
      {sites.isPending && <OfficeSaid title={w.loading} />}
      {sites.isError && !sites.data && (
        <OfficeSaid title={w.failed} text={problemText(sites.error, lang)} isAlert>
          <button type="button" onClick={() => void sites.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {sites.data === null && <OfficeSaid title={w.none} text={w.noneWhat} />}
      {sites.data && <Shown sites={sites.data} canStep={role === "SITE_PLANNER"} />}
    </section>
  );
}
