// 설치 요청: the planner's and the head's list with map and answers, and a police room's own.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { useFeed } from "../../feed/FeedProvider";
import { doors, type Filter, NO_FILTER, type Requests } from "../doors";
import { PlaceMap } from "../PlaceMap";
import { words as lists } from "../words";
import { Filters } from "./Filters";
import { NewRequest } from "./NewRequest";
import { OneRequest } from "./OneRequest";
import { Proposals } from "./Proposals";
import { RequestTable } from "./RequestTable";
import { troubleOf, wishesOf } from "./show";
import { words } from "./words";
import "../../app/office.css";
import "./requests.css";

const AGAIN_MS = 30_000;
const MAY_ADD = ["SITE_PLANNER", "POLICE_ROOM"];
const NO_DONGS: never[] = [];

function usePage(filter: Filter) {
  const form = useQuery({
    queryKey: ["request form"],
    queryFn: doors.form,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const list = useQuery({
    queryKey: ["camera requests", filter],
    queryFn: () => doors.list(filter),
    refetchInterval: AGAIN_MS,
    placeholderData: (before) => before,
  });
  return { dongs: form.data?.dongs ?? NO_DONGS, list };
}

function Found(props: {
  found: Requests;
  isFiltered: boolean;
  dongs: ReturnType<typeof usePage>["dongs"];
  dong: string;
  isPolice: boolean;
}) {
  const w = useWords(words);
  const names = useWords(lists);
  const [chosen, setChosen] = useState<string | null>(null);
  const { requests } = props.found;
  const pins = useMemo(
    () =>
      requests
        .filter((one) => !one.is_merged)
        .map((one) => ({
          id: one.request_id,
          lat: one.lat,
          lon: one.lon,
          label: `${one.number} ${names.reasons[one.reason]}`,
          isPolice: one.origin === "police",
        })),
    [requests, names],
  );
  const at = requests.find((one) => one.request_id === chosen) ?? null;
  if (requests.length === 0) {
    return <OfficeSaid title={props.isFiltered ? w.noneFiltered : w.none} />;
  }
  return (
    <>
      <Proposals proposals={props.found.proposals} requests={requests} />
      <div className="request-parts-of-page">
        <RequestTable
          requests={requests}
          chosen={chosen}
          isPolice={props.isPolice}
          onChoose={setChosen}
        />
        <div className="request-aside">
          <PlaceMap dongs={props.dongs} dong={props.dong} at={at} pins={pins} onPick={setChosen} />
          {chosen ? (
            <OneRequest
              key={chosen}
              id={chosen}
              isPolice={props.isPolice}
              onClose={() => setChosen(null)}
            />
          ) : (
            <p className="office-quiet">{w.detail.pick}</p>
          )}
        </div>
      </div>
    </>
  );
}

export function RequestsPage() {
  const w = useWords(words);
  const lang = language.use();
  const role = useFeed().hello?.person.role ?? "";
  const isPolice = role === "POLICE_ROOM";
  const [filter, setFilter] = useState(NO_FILTER);
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState("");
  const { dongs, list } = usePage(filter);
  const done = (number: string) => {
    setAdding(false);
    setAdded(number);
  };
  const found = list.data;
  return (
    <section className="office requests" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{isPolice ? w.whatPolice : w.what}</p>
      </header>
      <div className="office-bar">
        <Filters filter={filter} dongs={dongs} isPolice={isPolice} onChange={setFilter} />
        <span className="office-quiet" role="status">
          {added
            ? w.entry.done(added)
            : found &&
              w.summary(
                count(found.requests.filter((one) => !one.is_merged).length),
                count(wishesOf(found.requests)),
              )}
        </span>
        <span className="grow" />
        {MAY_ADD.includes(role) && !isAdding && (
          <button type="button" onClick={() => setAdding(true)}>
            {isPolice ? w.addPolice : w.add}
          </button>
        )}
        {!isPolice && (
          <a
            className="button request-open"
            href="/request-camera"
            target="_blank"
            rel="noreferrer"
          >
            {w.openForm}
          </a>
        )}
      </div>
      {isAdding && (
        <NewRequest
          dongs={dongs}
          isPolice={isPolice}
          onDone={done}
          onCancel={() => setAdding(false)}
        />
      )}
      {list.isPending && <OfficeSaid title={w.loading} />}
      {list.isError && !found && (
        <OfficeSaid title={w.failed} text={troubleOf(list.error, lang)} isAlert>
          <button type="button" onClick={() => void list.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {found && (
        <Found
          found={found}
          isFiltered={filter !== NO_FILTER}
          dongs={dongs}
          dong={filter.dong}
          isPolice={isPolice}
        />
      )}
    </section>
  );
}
