// 시나리오: every scene of the linked services, played at a named place by the demo that started this node.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, Problem, type ScenarioPanel } from "../api/client";
import { seoulTime } from "../app/format";
import { inLanguage, type Language, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { words } from "./words";
import "../app/office.css";

const AGAIN_MS = 3_000;
const TAKEN_BELOW = 400;
// the newest, so that the scenes stay in sight
const SHOWN = 5;

type Scene = ScenarioPanel["scenes"][number];

/** By service, in the order in which the node lists them. */
function servicesOf(scenes: readonly Scene[]): Map<string, Scene[]> {
  const found = new Map<string, Scene[]>();
  for (const one of scenes) found.set(one.service, [...(found.get(one.service) ?? []), one]);
  return found;
}

const nameOf = (one: Scene, lang: Language) => inLanguage(lang, one.service_ko, one.service_en);

function ServiceScenes(props: {
  scenes: readonly Scene[];
  isSending: boolean;
  onPlay: (one: Scene) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const [first] = props.scenes;
  return (
    <tbody>
      <tr>
        <th colSpan={3} scope="rowgroup">
          {first && nameOf(first, lang)}
        </th>
      </tr>
      {props.scenes.map((one) => {
        const title = inLanguage(lang, one.title_ko, one.title_en);
        return (
          <tr key={one.scene}>
            <td>{title}</td>
            <td>{w.expected[one.expects] ?? one.expects}</td>
            <td>
              <button
                type="button"
                disabled={props.isSending}
                aria-label={`${w.start}: ${nameOf(one, lang)} ${title}`}
                onClick={() => props.onPlay(one)}
              >
                {w.start}
              </button>
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

function Scenes({ scenes, place }: { scenes: readonly Scene[]; place: string }) {
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
            <th scope="col">{w.scene}</th>
            <th scope="col">{w.expects}</th>
            <th scope="col" aria-label={w.start} />
          </tr>
        </thead>
        {[...servicesOf(scenes)].map(([service, some]) => (
          <ServiceScenes
            key={service}
            scenes={some}
            isSending={play.isPending}
            onPlay={(one) => play.mutate({ service, scene: one.scene, place })}
          />
        ))}
      </table>
    </>
  );
}

function Answers({ panel }: { panel: ScenarioPanel }) {
  const w = useWords(words);
  if (panel.answers.length === 0) return <p className="office-quiet">{w.noAnswers}</p>;
  return (
    <table className="office-table cards">
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
            <td data-label={w.at}>{seoulTime(one.at)}</td>
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
  const [service, setService] = useState("");
  const lang = language.use();
  const place = chosen ?? panel.places[0] ?? "";
  const scenes = panel.scenes.filter((one) => !service || one.service === service);
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
        <label>
          {w.service}
          <select value={service} onChange={(event) => setService(event.target.value)}>
            <option value="">{w.all}</option>
            {[...servicesOf(panel.scenes)].map(([code, [first]]) => (
              <option key={code} value={code}>
                {first && nameOf(first, lang)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <h2>{w.answers}</h2>
      <Answers panel={panel} />
      <h2>{w.scenes}</h2>
      <Scenes scenes={scenes} place={place} />
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
