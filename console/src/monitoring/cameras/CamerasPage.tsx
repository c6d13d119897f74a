// 대상 카메라: which cameras a machine looks at, how often it really does, and the switch with its reason.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { count } from "../../app/format";
import { useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { doors } from "../doors";
import { PartTabs, useRole } from "../PartTabs";
import { Standing } from "../Standing";
import type { WatchState, Workers } from "../types";
import { words as shared } from "../words";
import { CameraTable, type Choosing } from "./CameraTable";
import { ChosenBar, DongBar, SwitchDialog } from "./SwitchBar";
import { useSwitch } from "./useSwitch";
import { words } from "./words";
import "../../app/office.css";
import "../monitoring.css";
import "../../people/people.css";
import "./cameras.css";

const AGAIN_MS = 5_000;
const SWITCHES = ["SHIFT_LEAD", "CENTRE_HEAD"];
const STATES: readonly WatchState[] = [
  "watched",
  "escalated",
  "late",
  "isolated",
  "waiting",
  "unheld",
  "off",
];
/** Either of them, one state, or (empty) every camera. */
type Shown = WatchState | "on" | "";
/** What a person can do something about comes first. */
const FIRST = ["isolated", "late", "unheld"];

function useChoosing(): Choosing & { clear: () => void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set<string>());
  const toggle = (id: string) =>
    setChosen((all) =>
      all.has(id) ? new Set([...all].filter((one) => one !== id)) : new Set(all).add(id),
    );
  return { chosen, toggle, clear: () => setChosen(new Set()) };
}

/** Until somebody chooses: those switched on, where there are any; all, where somebody looks for one. */
function usualShown(search: string, workers: Workers | undefined): Shown {
  return search || workers?.counts.watched === 0 ? "" : "on";
}

function useCameras(search: string, shown: Shown) {
  const [on, state] = shown === "on" ? ["true", ""] : ["", shown];
  const cameras = useInfiniteQuery({
    queryKey: ["monitoring", "cameras", search, shown],
    queryFn: ({ pageParam }) => doors.cameras({ search, on, state, after: pageParam }),
    initialPageParam: "",
    getNextPageParam: (page) => page.after || null,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
  return { ...cameras, rows: cameras.data?.pages.flatMap((page) => page.cameras) ?? [] };
}

function Counts({ counts }: { counts: Workers["counts"] }) {
  const w = useWords(words);
  const parts = [
    w.counts(count(counts.watched), count(counts.cameras)),
    counts.escalated > 0 && w.escalatedNow(count(counts.escalated)),
    counts.late > 0 && w.lateNow(count(counts.late)),
    counts.isolated > 0 && w.isolatedNow(count(counts.isolated)),
  ];
  return <p className="mon-counts">{parts.filter(Boolean).join(" · ")}</p>;
}

function First({ workers, choosing }: { workers: Workers; choosing: Choosing | null }) {
  const w = useWords(words);
  const order = (state: string) => FIRST.indexOf(state);
  const cameras = [...workers.cameras].sort((a, b) => order(a.state) - order(b.state));
  if (cameras.length === 0) return null;
  const label = w.first(count(cameras.length));
  return (
    <section className="office-panel" aria-label={label}>
      <h2>{label}</h2>
      <CameraTable cameras={cameras} label={label} choosing={choosing} />
    </section>
  );
}

function Filter(props: {
  search: string;
  shown: Shown;
  onSearch: (search: string) => void;
  onShown: (shown: Shown) => void;
}) {
  const w = useWords(words);
  return (
    <div className="office-bar">
      <label>
        {w.search}
        <input
          type="search"
          value={props.search}
          maxLength={40}
          onChange={(event) => props.onSearch(event.target.value)}
        />
      </label>
      <label>
        {w.state}
        <select
          value={props.shown}
          onChange={(event) => props.onShown(event.target.value as Shown)}
        >
          <option value="on">{w.switchedOn}</option>
          <option value="">{w.every}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {w.states[one]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

export function CamerasPage() {
  const w = useWords(words);
  const s = useWords(shared);
  const maySwitch = SWITCHES.includes(useRole());
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Shown | null>(null);
  const workers = useQuery({
    queryKey: ["monitoring", "workers"],
    queryFn: doors.workers,
    refetchInterval: AGAIN_MS,
  });
  const sought = useDeferredValue(search.trim());
  const shown = chosen ?? usualShown(sought, workers.data);
  const cameras = useCameras(sought, shown);
  const all = useChoosing();
  const switching = useSwitch(all.clear);
  const choosing = maySwitch ? all : null;
  return (
    <section className="office mon-office" aria-label={w.page}>
      <header className="office-head">
        <PartTabs />
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
        {workers.data && <Counts counts={workers.data.counts} />}
      </header>
      {maySwitch && <DongBar switching={switching} />}
      {switching.changed !== null && <p role="status">{w.changed(count(switching.changed))}</p>}
      {maySwitch && <ChosenBar chosen={all.chosen} switching={switching} onClear={all.clear} />}
      {workers.data && !search && (shown === "" || shown === "on") && (
        <First workers={workers.data} choosing={choosing} />
      )}
      <section className="office-panel" aria-label={w.all}>
        <h2>{w.all}</h2>
        <Filter search={search} shown={shown} onSearch={setSearch} onShown={setChosen} />
        <Standing of={cameras} />
        {cameras.data && cameras.rows.length === 0 && (
          <OfficeSaid title={w.none} text={w.noneWhat} />
        )}
        {cameras.rows.length > 0 && (
          <CameraTable cameras={cameras.rows} label={w.all} choosing={choosing} />
        )}
        {cameras.hasNextPage && (
          <button
            type="button"
            disabled={cameras.isFetchingNextPage}
            onClick={() => void cameras.fetchNextPage()}
          >
            {cameras.isFetchingNextPage ? s.loading : w.more}
          </button>
        )}
      </section>
      <SwitchDialog switching={switching} />
    </section>
  );
}
