// 현장 의견: after a pilot's incident, five numbers and one line. Unobtrusive, once, and gone when it was said.
import { useState } from "react";
import { api, Problem } from "../api/client";
import type { Incident } from "../api/feed";
import { useWords } from "../app/language";
import { isPilot, wasLent } from "./pilot";
import { useSending } from "./useSending";
import { words } from "./words";
import "./remark.css";

const RATINGS = [1, 2, 3, 4, 5] as const;
export const LONGEST_REMARK = 300;
const SAID_ALREADY = "already_remarked";

/** What this screen has said since it was opened; the node keeps the rest. */
const said = new Set<string>();

export function RemarkForm({ incident, isBig }: { incident: Incident; isBig?: boolean }) {
  const w = useWords(words).remark;
  const id = incident.incident_id;
  const [rating, setRating] = useState<number | null>(null);
  const [text, setText] = useState("");
  const [isSaid, setSaid] = useState(said.has(id));
  const { busy, problem, send } = useSending();
  if (!isPilot(incident) || !wasLent(incident)) return null;
  const done = () => {
    said.add(id);
    setSaid(true);
  };
  const tell = () =>
    send("remark", async () => {
      try {
        await api.remark(id, { rating: rating ?? 0, text: text.trim() });
      } catch (why) {
        if (!(why instanceof Problem && why.code === SAID_ALREADY)) throw why;
      }
      done();
    });
  if (isSaid) {
    return (
      <p className="remark-done" role="status">
        {w.done}
      </p>
    );
  }
  return (
    <fieldset className="remark" data-big={isBig || undefined}>
      <legend>{w.question}</legend>
      <div className="remark-ratings">
        {RATINGS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={rating === one}
            aria-label={w.rating(one)}
            onClick={() => setRating(one)}
          >
            {one}
          </button>
        ))}
        <span className="remark-scale">{w.scale}</span>
      </div>
      {rating !== null && (
        <div className="remark-line">
          <input
            value={text}
            maxLength={LONGEST_REMARK}
            placeholder={w.hint}
            aria-label={w.line}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="button" disabled={busy !== null} onClick={tell}>
            {w.send}
          </button>
        </div>
      )}
      <p className="failed" role="status">
        {problem?.text}
      </p>
    </fieldset>
  );
}
