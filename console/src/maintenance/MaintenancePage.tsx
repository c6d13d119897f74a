// 영상 장애·유지관리: faults of cameras, new ones first to be looked at, each with its history. Comes up to date by itself.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { useDongs } from "../monitoring/useDongs";
import { doors, type FaultList, type Wanted } from "./doors";
import { EnterFault } from "./EnterFault";
import { FaultTable } from "./FaultTable";
import { mayDecide } from "./fault";
import { OneFault } from "./OneFault";
import { words } from "./words";
import "../app/office.css";
import "./maintenance.css";

const AGAIN_MS = 10_000;
const NOTHING: Wanted = { state: "", kind: "", dong: "", camera_id: "" };

function useFaults(wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: ["faults", "list", wanted],
    queryFn: ({ pageParam }) => doors.faults(wanted, pageParam),
    initialPageParam: "",
    getNextPageParam: (page: FaultList) => page.next || undefined,
    refetchInterval: AGAIN_MS,
  });
}

function Choice(props: {
  name: string;
  value: string;
  among: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  const w = useWords(words);
  return (
    <label>
      {props.name}
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">{w.all}</option>
        {props.among.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filters(props: {
  wanted: Wanted;
  counts: FaultList["counts"];
  onChange: (wanted: Wanted) => void;
}) {
  const w = useWords(words);
  const { dongs } = useDongs();
  const { wanted, counts } = props;
  const set = (name: keyof Wanted) => (value: string) =>
    props.onChange({ ...wanted, [name]: value });
  const states = Object.entries(counts).map(
    ([state, many]) => [state, `${w.states[state]} ${count(many)}`] as const,
  );
  return (
    <>
      <Choice name={w.state} value={wanted.state} among={states} onChange={set("state")} />
      <Choice
        name={w.kind}
        value={wanted.kind}
        among={Object.entries(w.kinds)}
        onChange={set("kind")}
      />
      <Choice
        name={w.dong}
        value={wanted.dong}
        among={dongs.map((one) => [one.code, one.name] as const)}
        onChange={set("dong")}
      />
    </>
  );
}

function Listed(props: {
  page: ReturnType<typeof useFaults>;
  isFiltered: boolean;
  chosen: string;
  onOpen: (fault: string) => void;
  onClear: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const { page } = props;
  const faults = page.data?.pages.flatMap((one) => one.faults) ?? [];
  if (page.isPending) return <OfficeSaid title={w.loading} />;
  if (page.isError && faults.length === 0) {
    return (
      <OfficeSaid title={w.failed} text={problemText(page.error, lang)} isAlert>
        <button type="button" onClick={() => void page.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  if (faults.length === 0 && props.isFiltered) {
    return (
      <OfficeSaid title={w.emptyFilter}>
        <button type="button" onClick={props.onClear}>
          {w.clear}
        </button>
      </OfficeSaid>
    );
  }
  if (faults.length === 0) return <OfficeSaid title={w.empty} text={w.emptyWhat} />;
  return (
    <>
      {page.isError && <p role="alert">{problemText(page.error, lang)}</p>}
      <FaultTable faults={faults} chosen={props.chosen} onOpen={props.onOpen} />
      {page.hasNextPage && (
        <button type="button" onClick={() => void page.fetchNextPage()}>
          {w.more}
        </button>
      )}
    </>
  );
}

export function MaintenancePage() {
  const w = useWords(words);
  const role = useFeed().hello?.person.role ?? "";
  const [wanted, setWanted] = useState(NOTHING);
  const [chosen, setChosen] = useState("");
  const [isEntering, setEntering] = useState(false);
  const page = useFaults(wanted);
  const isFiltered = Object.values(wanted).some(Boolean);
  return (
    <main className="office">
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <div className="office-bar">
        <Filters wanted={wanted} counts={page.data?.pages[0]?.counts ?? {}} onChange={setWanted} />
        <span className="grow" />
        {mayDecide(role) && (
          <button type="button" onClick={() => setEntering(true)}>
            {w.enter}
          </button>
        )}
      </div>
      <div className="fault-page" data-open={chosen !== ""}>
        <div className="fault-list">
          <Listed
            page={page}
            isFiltered={isFiltered}
            chosen={chosen}
            onOpen={setChosen}
            onClear={() => setWanted(NOTHING)}
          />
        </div>
        {chosen && (
          <OneFault key={chosen} faultId={chosen} role={role} onBack={() => setChosen("")} />
        )}
      </div>
      {isEntering && (
        <EnterFault
          onMade={(fault) => {
            setEntering(false);
            setChosen(fault);
          }}
          onClose={() => setEntering(false)}
        />
      )}
    </main>
  );
}
