// 옷 색 검색 at one search: asked for, waiting for the second person, running with its candidates, ended.
import { useQuery } from "@tanstack/react-query";
import { count, seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { words as colourWords } from "../missing/descriptionWords";
import {
  type ClothingCandidate,
  type ClothingOrder,
  clothingPictureOf,
  type Description,
  missing,
  type Clothing as Told,
} from "../missing/door";
import { ClothingAnswer, ClothingAsk } from "./ClothingAsk";
import { words } from "./clothingWords";
import "./clothing.css";

type Wanted = Told["wanted"];
const EVERY_MS = 10_000;
const MINUTE_S = 60;

export function timeLeft(seconds: number): string {
  const minutes = Math.ceil(seconds / MINUTE_S);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function Candidate(props: { of: string; one: ClothingCandidate; onJudged: () => void }) {
  const { of, one } = props;
  const w = useWords(words);
  const named = useWords(colourWords).colours;
  const { busy, problem, send } = useSending();
  const half = (colours: ClothingCandidate["upper"]) =>
    colours.length > 0 ? colours.map((word) => named[word]).join("·") : w.notSeen;
  const judge = (verdict: "no" | "possible") =>
    send(verdict, () => missing.judgeClothing(of, one.seen_id, verdict), props.onJudged);
  return (
    <li className={one.verdict === "possible" ? "is-possible" : undefined}>
      {one.has_picture ? (
        <img src={clothingPictureOf(of, one.seen_id)} alt={w.picture(one.camera_name)} />
      ) : (
        <span className="clothing-blank">{w.noPicture}</span>
      )}
      <div className="clothing-said">
        <b className="search-name">{one.camera_name}</b>
        <span>
          {seoulTime(one.last_at, Date.now())} · {one.camera_id}
        </span>
        <span>
          {w.upper} {half(one.upper)} / {w.lower} {half(one.lower)}
        </span>
        <span className="search-faint">{w.fit(`${Math.round(one.fit * 100)} %`)}</span>
        {one.verdict === "possible" ? (
          <span className="tag warn">{w.isPossible}</span>
        ) : (
          <div className="search-answers">
            <button type="button" disabled={busy !== null} onClick={() => judge("possible")}>
              {w.possible}
            </button>
            <button type="button" disabled={busy !== null} onClick={() => judge("no")}>
              {w.no}
            </button>
          </div>
        )}
        {problem && (
          <span className="missing-problem" role="alert">
            {problem.text}
          </span>
        )}
      </div>
    </li>
  );
}

/** What is looked for, above and below; a half that may be of any colour is left out. */
function useWanted(wanted: Wanted): string {
  const w = useWords(words);
  const named = useWords(colourWords).colours;
  return [
    wanted.upper && `${w.upper} ${named[wanted.upper]}`,
    wanted.lower && `${w.lower} ${named[wanted.lower]}`,
  ]
    .filter(Boolean)
    .join(" / ");
}

function Standing(props: {
  of: string;
  order: ClothingOrder;
  wanted: Wanted;
  onChanged: () => void;
}) {
  const { order } = props;
  const w = useWords(words);
  const wanted = useWanted(props.wanted);
  const { busy, problem, send } = useSending();
  if (order.state === "refused") return <p>{w.refusedFor(order.refusal)}</p>;
  if (order.state === "ended") return <p className="search-quiet">{w.ended}</p>;
  return (
    <p className="clothing-row">
      {wanted && <b>{wanted}</b>}
      <span>
        {order.looking < order.cameras
          ? w.runningAtSome(count(order.looking), count(order.cameras), timeLeft(order.left_s))
          : w.running(count(order.cameras), timeLeft(order.left_s))}
      </span>
      <button
        type="button"
        disabled={busy !== null}
        onClick={() => send("stop", () => missing.stopClothing(props.of), props.onChanged)}
      >
        {w.stop}
      </button>
      {problem && (
        <span className="missing-problem" role="alert">
          {problem.text}
        </span>
      )}
    </p>
  );
}

export function Clothing(props: {
  of: string;
  description: Description | null;
  mayAnswer: boolean;
}) {
  const w = useWords(words);
  const lang = language.use();
  const read = useQuery({
    queryKey: ["clothing", props.of],
    queryFn: () => missing.clothing(props.of),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const again = () => void read.refetch();
  if (read.isPending) return <p className="search-quiet">{w.loading}</p>;
  if (read.isError) {
    return (
      <p role="alert">
        {w.failed}: {problemText(read.error, lang)}{" "}
        <button type="button" onClick={again}>
          {w.again}
        </button>
      </p>
    );
  }
  const { order, wanted, candidates, tracks, infrared } = read.data;
  const isOpen = order !== null && (order.state === "asked" || order.state === "running");
  return (
    <section className="clothing" aria-label={w.title}>
      <h2>{w.title}</h2>
      {order?.state === "asked" && (
        <ClothingAnswer
          of={props.of}
          order={order}
          mayAnswer={props.mayAnswer}
          onAnswered={again}
        />
      )}
      {order && order.state !== "asked" && (
        <Standing of={props.of} order={order} wanted={wanted} onChanged={again} />
      )}
      {!isOpen && <ClothingAsk of={props.of} description={props.description} onAsked={again} />}
      {order && tracks > 0 && (
        <p className="search-faint">
          {w.seenSoFar(count(tracks), count(infrared))} · {w.only}
        </p>
      )}
      {order?.state === "running" && candidates.length === 0 && (
        <p className="search-quiet">{tracks > 0 && infrared === tracks ? w.noColour : w.none}</p>
      )}
      {candidates.length > 0 && (
        <ul className="clothing-list">
          {candidates.map((one) => (
            <Candidate key={one.seen_id} of={props.of} one={one} onJudged={again} />
          ))}
        </ul>
      )}
    </section>
  );
}
