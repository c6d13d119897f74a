// Asking for a search by colours, and the second person's answer.
import { useState } from "react";
import { useWords } from "../app/language";
import { useSending } from "../incident/useSending";
import { words as colourWords } from "../missing/descriptionWords";
import { type ClothingOrder, type Description, missing, type NewClothing } from "../missing/door";
import { words } from "./clothingWords";

type Colour = NonNullable<NewClothing["upper"]>;
type Said = NonNullable<Description["upper"]>["colour"];

/** What a description may say and no camera can see: by the API's types, so that no list is kept twice. */
const UNSEEN: Record<Exclude<Said, Colour>, true> = { patterned: true, unknown: true };
const isSeen = (said: Said): said is Colour => !(said in UNSEEN);

/** What a description says of one half, where a camera can see it. */
export function colourOf(half: { colour: Said } | null | undefined): Colour | null {
  return half && isSeen(half.colour) ? half.colour : null;
}

function Choice(props: {
  label: string;
  value: Colour | null;
  onChange: (to: Colour | null) => void;
}) {
  const w = useWords(words);
  const named = useWords(colourWords).colours;
  const colours = (Object.keys(named) as Said[]).filter(isSeen);
  return (
    <label className="clothing-choice">
      {props.label}
      <select
        value={props.value ?? ""}
        onChange={(event) => props.onChange((event.target.value || null) as Colour | null)}
      >
        <option value="">{w.any}</option>
        {colours.map((one) => (
          <option key={one} value={one}>
            {named[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ClothingAsk(props: {
  of: string;
  description: Description | null;
  onAsked: () => void;
}) {
  const w = useWords(words);
  const [upper, setUpper] = useState(colourOf(props.description?.upper));
  const [lower, setLower] = useState(colourOf(props.description?.lower));
  const [reason, setReason] = useState("");
  const { busy, problem, send } = useSending();
  const said: NewClothing = { upper, lower, reason: reason.trim() };
  const isReady = (upper !== null || lower !== null) && said.reason.length >= 2;
  return (
    <form
      className="clothing-ask"
      onSubmit={(event) => {
        event.preventDefault();
        send("ask", () => missing.askClothing(props.of, said), props.onAsked);
      }}
    >
      <p className="search-faint">
        {w.what} {w.past}
      </p>
      <div className="clothing-row">
        <Choice label={w.upper} value={upper} onChange={setUpper} />
        <Choice label={w.lower} value={lower} onChange={setLower} />
      </div>
      <label className="clothing-choice">
        {w.reason}
        <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </label>
      <button type="submit" disabled={!isReady || busy !== null}>
        {w.ask}
      </button>
      {problem && (
        <p className="missing-problem" role="alert">
          {problem.text}
        </p>
      )}
    </form>
  );
}

export function ClothingAnswer(props: {
  of: string;
  order: ClothingOrder;
  mayAnswer: boolean;
  onAnswered: () => void;
}) {
  const w = useWords(words);
  const [reason, setReason] = useState("");
  const { busy, problem, send } = useSending();
  if (props.order.mine || !props.mayAnswer) {
    return <p className="search-quiet">{props.order.mine ? `${w.two} ${w.mine}` : w.two}</p>;
  }
  const answer = (approve: boolean) =>
    send(
      approve ? "approve" : "refuse",
      () => missing.answerClothing(props.of, approve, reason.trim()),
      props.onAnswered,
    );
  const isReady = reason.trim().length >= 2 && busy === null;
  return (
    <div className="clothing-ask">
      <p>
        <b>{w.waitsYou(props.order.reason)}</b>
      </p>
      <label className="clothing-choice">
        {w.whyAnswer}
        <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="search-answers">
        <button type="button" className="primary" disabled={!isReady} onClick={() => answer(true)}>
          {w.approve}
        </button>
        <button type="button" disabled={!isReady} onClick={() => answer(false)}>
          {w.refuse}
        </button>
      </div>
      {problem && (
        <p className="missing-problem" role="alert">
          {problem.text}
        </p>
      )}
    </div>
  );
}
