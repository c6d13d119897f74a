// One search at the operator's seat: who is looked for, the map of the reachable area, the sector, the camera.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Problem } from "../api/client";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { MapView } from "../map/MapView";
import { type DeskView, missing } from "../missing/door";
import { Clothing } from "./Clothing";
import { ClothingWaits } from "./ClothingWaits";
import { Sector } from "./Sector";
import { Sought, useDescribed } from "./Sought";
import { nextOf, searchScene } from "./scene";
import { useSearchKeys } from "./useSearchKeys";
import { Watched } from "./Watched";
import { words } from "./words";

const EVERY_MS = 5000;

function Joined({ view, onChanged }: { view: DeskView; onChanged: () => void }) {
  const w = useWords(words);
  const { search, sector } = view;
  const [picked, setPicked] = useState<string | null>(null);
  const still = sector.find((one) => one.camera_id === picked) ?? null;
  const shown = still?.camera_id ?? nextOf(sector, null);
  const camera = sector.find((one) => one.camera_id === shown) ?? null;
  const scene = useMemo(() => searchScene(view, w.here, shown), [view, w, shown]);
  const [said, setSaid] = useState("");
  const described = useDescribed(search.incident_id, view.told);
  const mayAnswer = useFeed().hello?.person.role === "SHIFT_LEAD";
  const { busy, send } = useSending();
  const keys = useSearchKeys();
  const answered = () => {
    setPicked(nextOf(sector, shown));
    onChanged();
  };
  useEffect(() => {
    // what the seat was given elsewhere is no longer shown here
    if (picked !== null && still === null) setPicked(null);
  }, [picked, still]);
  return (
    <div className="search-joined" ref={keys}>
      <div className="search-left">
        <div className="search-sought">
          <Sought of={search.incident_id} told={view.told} />
        </div>
        <h2>{w.sector}</h2>
        <Sector sector={sector} shown={shown} onPick={setPicked} />
        <button
          type="button"
          disabled={busy !== null}
          onClick={() => send("leave", () => missing.leave(search.incident_id), onChanged)}
        >
          {w.leave}
        </button>
      </div>
      <div className="search-right">
        {camera ? (
          <Watched
            key={camera.camera_id}
            incidentId={search.incident_id}
            camera={camera}
            isDrill={search.drill}
            onAnswered={answered}
            onSaid={(text) => setSaid(`${seoulTime(Date.now())} ${text}`)}
          />
        ) : (
          <p className="search-quiet">{w.pick}</p>
        )}
        <p className="search-quiet" role="status">
          {said}
        </p>
        <section className="search-map" aria-label={w.map}>
          <MapView scene={scene} onPick={setPicked} />
        </section>
        {!search.drill && !described.isPending && (
          <Clothing
            of={search.incident_id}
            description={described.data?.description ?? null}
            mayAnswer={mayAnswer}
          />
        )}
      </div>
    </div>
  );
}

export function Desk({ of }: { of: string }) {
  const w = useWords(words);
  const lang = language.use();
  const queries = useQueryClient();
  const { busy, problem, send } = useSending();
  const read = useQuery({
    queryKey: ["search", of],
    queryFn: () => missing.desk(of),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const changed = () => {
    void read.refetch();
    void queries.invalidateQueries({ queryKey: ["searches"] });
  };
  const isOver = read.error instanceof Problem && read.error.code === "search_over";
  if (isOver) return <OfficeSaid title={w.over} />;
  const isRefused = read.error instanceof Problem && read.error.code === "search_refused";
  if (isRefused) return <OfficeSaid title={w.refused} />;
  if (read.isPending) return <OfficeSaid title={w.loading} />;
  if (read.isError) {
    return (
      <OfficeSaid title={w.failed} text={problemText(read.error, lang)} isAlert>
        <button type="button" onClick={() => void read.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  if (read.data.search.joined) return <Joined view={read.data} onChanged={changed} />;
  return (
    <div className="search-join">
      <p>{w.joinWhat}</p>
      <button
        type="button"
        className="primary"
        disabled={busy !== null}
        onClick={() => send("join", () => missing.join(of), changed)}
      >
        {w.join}
      </button>
      {problem && (
        <p className="missing-problem" role="alert">
          {problem.text}
        </p>
      )}
      <ClothingWaits of={of} />
      <section className="search-map" aria-label={w.map}>
        <MapView scene={searchScene(read.data, w.here, null)} />
      </section>
    </div>
  );
}
