// 수색 창구: the open searches, and the one at which this seat sits.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { count, distance, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { missing, type Search } from "../missing/door";
import { Desk } from "./Desk";
import { words } from "./words";
import "../app/office.css";
import "../missing/missing.css";
import "./search.css";

const EVERY_MS = 5000;

function One(props: { one: Search; isShown: boolean; onPick: () => void }) {
  const { one } = props;
  const w = useWords(words);
  const lang = language.use();
  return (
    <li>
      <button type="button" aria-pressed={props.isShown} onClick={props.onPick}>
        <b>
          {one.drill && <span className="tag">{w.drill}</span>}{" "}
          {inLanguage(lang, one.category_ko, one.category_en)} · {one.dong || one.police_no}
        </b>
        <span className="search-faint">
          {w.seen(seoulTime(one.last_seen_at, Date.now()))} · {w.reach(distance(one.reach_m))}
        </span>
        <span className="search-faint">
          {w.progress(count(one.looked_at), count(one.cameras))} · {w.seats(one.seats)}
        </span>
        {(one.suspects > 0 || one.sightings > 0) && (
          <span>
            {one.suspects > 0 && <span className="tag warn">{w.suspects(one.suspects)}</span>}{" "}
            {one.sightings > 0 && <span className="tag alarm">{w.sightings(one.sightings)}</span>}
          </span>
        )}
      </button>
    </li>
  );
}

export function SearchPage() {
  const w = useWords(words);
  const lang = language.use();
  const [picked, setPicked] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ["searches"],
    queryFn: missing.searches,
    refetchInterval: EVERY_MS,
  });
  const found = list.data ?? [];
  const joined = found.find((one) => one.joined) ?? found[0];
  const first = joined?.incident_id ?? null;
  const shown = picked ?? first;
  useEffect(() => {
    // a search that ends leaves the list: its desk stays and says so, until another is picked
    setPicked((before) => before ?? first);
  }, [first]);
  return (
    <section className="search" aria-label={w.page}>
      <aside className="search-side">
        <h1>{w.page}</h1>
        {found.length > 0 && (
          <ul className="search-list" aria-label={w.list}>
            {found.map((one) => (
              <One
                key={one.incident_id}
                one={one}
                isShown={one.incident_id === shown}
                onPick={() => setPicked(one.incident_id)}
              />
            ))}
          </ul>
        )}
        {found.length > 0 && <p className="search-faint">{w.noStreets}</p>}
      </aside>
      <div className="search-main">
        {list.isPending && <OfficeSaid title={w.loading} />}
        {list.isError && (
          <OfficeSaid title={w.failed} text={problemText(list.error, lang)} isAlert>
            <button type="button" onClick={() => void list.refetch()}>
              {w.again}
            </button>
          </OfficeSaid>
        )}
        {list.data?.length === 0 && shown === null && (
          <OfficeSaid title={w.none} text={w.noneWhat} />
        )}
        {shown !== null && <Desk key={shown} of={shown} />}
      </div>
    </section>
  );
}
