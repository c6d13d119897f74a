// A request is decided upon: into the year's planning, or not, on a ground and in words that the letter prints.
import { type FormEvent, useState } from "react";
import { language, useWords } from "../../app/language";
import { type CameraRequest, doors, type Ground, type RequestAnswer } from "../doors";
import { words as lists } from "../words";
import { troubleOf } from "./show";
import { useAct } from "./useAct";
import { words } from "./words";

const LEAST_LETTERS = 10;

export function isWhole(given: RequestAnswer): boolean {
  if (given.accept) return true;
  const letters = (given.note ?? "").replace(/[^\p{L}\p{N}]/gu, "").length;
  return Boolean(given.ground) && letters >= LEAST_LETTERS;
}

export function AnswerForm({ request }: { request: CameraRequest }) {
  const w = useWords(words).answer;
  const grounds = useWords(lists).grounds;
  const lang = language.use();
  const [accept, setAccept] = useState(request.state !== "considered");
  const [ground, setGround] = useState<Ground | "">("");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const answering = useAct((given: RequestAnswer) => doors.answer(request.request_id, given));
  const given: RequestAnswer = { accept, ground: accept ? null : ground || null, note };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole(given)) answering.mutate(given);
  };
  return (
    <form className="request-answer" onSubmit={submit}>
      <h3>{w.title}</h3>
      <div className="request-choice">
        {([true, false] as const)
          .filter((yes) => request.state !== (yes ? "considered" : "rejected"))
          .map((yes) => (
            <label key={String(yes)}>
              <input
                type="radio"
                name="accept"
                checked={accept === yes}
                onChange={() => setAccept(yes)}
              />
              {yes ? w.accept : w.reject}
            </label>
          ))}
      </div>
      {accept && <p className="office-quiet">{w.acceptWhat}</p>}
      {!accept && (
        <label>
          {w.ground}
          <select value={ground} onChange={(event) => setGround(event.target.value as Ground)}>
            <option value="">{w.chooseGround}</option>
            {Object.entries(grounds).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {w.note}
        <textarea
          rows={3}
          value={note}
          maxLength={600}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <small className="office-quiet">{w.noteHint}</small>
      {isTried && !isWhole(given) && <p role="alert">{w.wanting}</p>}
      {answering.isError && <p role="alert">{troubleOf(answering.error, lang)}</p>}
      <button type="submit" className="primary" disabled={answering.isPending}>
        {answering.isPending ? w.sending : w.send}
      </button>
    </form>
  );
}
