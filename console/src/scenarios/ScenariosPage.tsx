// 시나리오: every scene of the linked services, played at a named place by the demo that started this node.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, Problem, type ScenarioPanel } from "../api/client";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { words } from "./words";
import "../app/office.css";

const AGAIN_MS = 3_000;
const TAKEN_BELOW = 400;
// the newest, so that the scenes stay in sight
const SHOWN = 5;

function Scenes({ panel, place }: { panel: ScenarioPanel; place: string }) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const play = useMutation({
    mutationFn: api.playScenario,
    onSettled: () => client.invalidateQueries({ queryKey: ["scenarios"] }),
  });
  return (
    <>
      {play.isError && (
        <OfficeSaid title={w.notPlayed} text={problemText(play.error, lang)} isAlert />
      )}
      <table className="office-table">
        <thead>
          <tr>
            <th scope="col">{w.service}</th>
            <th scope="col">{w.scene}</th>
            <th scope="col">{w.expects}</th>
            <th scope="col" aria-label={w.start} />
          </tr>
        </thead>
        <tbody>
          {panel.scenes.map((one) => {
            const name = lang === "ko" ? one.service_ko : one.service_en;
            const title = lang === "ko" ? one.title_ko : one.title_en;
            return (
              <tr key={`${one.service} ${one.scene}`}>
                <td data-label={w.service}>{name}</td>
                <td data-label={w.scene}>{title}</td>
                <td data-label={w.expects}>{w.expected[one.expects] ?? one.expects}</td>
                <td>
                  <button
                    type="button"
                    disabled={play.isPending}
                    aria-label={`${w.start}: ${name} ${title}`}
                    onClick={() => play.mutate({ service: one.service, scene: one.scene, place })}
                  >
                    {w.start}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function Answers({ panel }: { panel: ScenarioPanel }) {
  const w = useWords(words);
  if (panel.answers.length === 0) return <p className="office-quiet">{w.noAnswers}</p>;
  return (
    <table className="office-table">
      <thead>
        <tr>
          <th scope="col">{w.at}</th>
          <th scope="col">{w.scene}</th>
          <th scope="col">{w.status}</th>
          <th scope="col">{w.said}</th>
        </tr>
      </thead>
      <tbody>
        {panel.answers.slice(0, SHOWN).map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: answers have no number of their own
          <tr key={`${one.at} ${place}`}>
            <td data-label={w.at}>{one.at.slice(11, 19)}</td>
            <td data-label={w.scene}>{`${one.service} ${one.scene} · ${one.place}`}</td>
            <td data-label={w.status} className={one.status < TAKEN_BELOW ? undefined : "bad"}>
              {one.status}
            </td>
            <td data-label={w.said} style={{ overflowWrap: "anywhere" }}>
              {one.answer}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Panel({ panel }: { panel: ScenarioPanel }) {
  const w = useWords(words);
  const [chosen, setChosen] = useState<string | null>(null);
  const place = chosen ?? panel.places[0] ?? "";
  return (
    <>
      <div className="office-bar">
        <label>
          {w.place}
          <select value={place} onChange={(event) => setChosen(event.target.value)}>
            {panel.places.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </div>
      <h2>{w.answers}</h2>
      <Answers panel={panel} />
      <h2>{w.scene}</h2>
      <Scenes panel={panel} place={place} />
    </>
  );
}

export function ScenariosPage() {
  const w = useWords(words);
  const lang = language.use();
  const asked = useQuery({
    queryKey: ["scenarios"],
    queryFn: api.scenarios,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  const isNoDemo = asked.error instanceof Problem && asked.error.status === 404;
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {asked.isPending && <OfficeSaid title={w.loading} />}
      {isNoDemo && <OfficeSaid title={w.none} text={w.noneText} />}
      {asked.isError && !isNoDemo && (
        <OfficeSaid title={w.failed} text={problemText(asked.error, lang)} isAlert>
          <button type="button" onClick={() => void asked.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {asked.data && <Panel panel={asked.data} />}
    </section>
  );
}
