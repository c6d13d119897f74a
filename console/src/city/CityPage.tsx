// The whole city: its map beside its districts, how far each has come, and what runs across a border now.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api } from "../api/client";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { words as linkWords } from "../links/words";
import { DistrictTable } from "./DistrictTable";
import { type Call, type City, callsAcross, listed, type Sort, totals } from "./list";
import { MapOfCity } from "./MapOfCity";
import { words } from "./words";
import "../app/office.css";
import "../links/links.css";
import "./city.css";

const AGAIN_MS = 15_000;

function Totals({ city }: { city: City }) {
  const w = useWords(words);
  const l = useWords(linkWords);
  const sums = totals(city.districts);
  const stages = sums.stages.map(
    ({ stage, number }) => `${l.stages[stage] ?? stage} ${count(number)}`,
  );
  return (
    <p className="office-quiet" role="status">
      {[
        w.districts(count(city.districts.length)),
        w.cameras(count(sums.cameras)),
        w.linked(count(sums.linked)),
        ...stages,
      ].join(" · ")}
    </p>
  );
}

function Calls({ calls }: { calls: readonly Call[] }) {
  const w = useWords(words);
  if (calls.length === 0) return <p className="office-quiet">{w.noCalls}</p>;
  return (
    <div className="city-calls">
      <b>{w.calls(count(calls.length))}</b>
      <ul>
        {calls.map((one) => (
          <li key={one.id}>
            <i className="dot alarm" />
            {w.call(one.what, one.centres)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Side(props: {
  city: City;
  calls: readonly Call[];
  chosen: string | null;
  onChoose: (district: string | null) => void;
}) {
  const { city, chosen, onChoose } = props;
  const w = useWords(words);
  const [typed, setTyped] = useState("");
  const [sort, setSort] = useState<Sort>({ key: "line", isDown: false });
  const shown = listed(city.districts, typed, sort);
  return (
    <div className="city-side">
      <header className="office-head">
        <h1>{city.own_kind === "hub" ? w.page : w.pageOwn}</h1>
        <Totals city={city} />
      </header>
      <Calls calls={props.calls} />
      <div className="office-bar">
        <input
          type="search"
          aria-label={w.find}
          placeholder={w.find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="grow" />
        <button type="button" disabled={chosen === null} onClick={() => onChoose(null)}>
          {w.whole}
        </button>
      </div>
      {shown.length === 0 ? (
        <OfficeSaid title={w.none} />
      ) : (
        <DistrictTable
          districts={shown}
          sort={sort}
          chosen={chosen}
          onSort={setSort}
          onChoose={(district) => onChoose(district === chosen ? null : district)}
        />
      )}
      <p className="office-quiet">{w.gathered}</p>
    </div>
  );
}

export function CityPage() {
  const w = useWords(words);
  const lang = language.use();
  const { incidents, links } = useFeed();
  const lines = links.map((one) => one.state).join();
  const city = useQuery({
    queryKey: ["city", lines],
    queryFn: api.city,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const calls = useMemo(() => callsAcross(incidents, lang), [incidents, lang]);
  return (
    <section className="city" aria-label={w.page}>
      <MapOfCity calls={calls} chosen={chosen} onPick={setChosen} />
      {city.data ? (
        <Side city={city.data} calls={calls} chosen={chosen} onChoose={setChosen} />
      ) : (
        <div className="city-side">
          {city.isError ? (
            <OfficeSaid title={w.failed} text={problemText(city.error, lang)} isAlert>
              <button type="button" onClick={() => void city.refetch()}>
                {w.again}
              </button>
            </OfficeSaid>
          ) : (
            <OfficeSaid title={w.loading} />
          )}
        </div>
      )}
    </section>
  );
}
