// The question in large words: who asks what, where, by which clause, how long; and the one key for each answer.
import { type FormEvent, useState } from "react";
import { useSecond } from "../app/clock";
import { distance, seoulTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { isUrgent, titleOf, whereOf } from "../incident/title";
import { countdownOf } from "./decide";
import { isAgain, type WaitingEntry } from "./queue";
import { Ring } from "./Ring";
import type { DecisionDesk } from "./useDecision";
import { words } from "./words";

interface PanelProps {
  entry: WaitingEntry;
  desk: DecisionDesk;
}

function useQuestion(entry: WaitingEntry): string {
  const w = useWords(words);
  const lang = language.use();
  if (entry.waiting.kind === "place") return w.asksPlace;
  if (entry.waiting.kind === "jurisdiction") return w.asksStation;
  const { lending } = entry;
  const who = inLanguage(lang, lending.organisation_name_ko, lending.organisation_name_en);
  return isAgain(entry.waiting) ? w.asksAgain(who) : w.asks(who);
}

function Facts({ entry }: { entry: WaitingEntry }) {
  const w = useWords(words);
  const lang = language.use();
  const { incident, lending } = entry;
  const accuracy = incident.place?.accuracy_m;
  const kind = entry.waiting.kind;
  const clause = inLanguage(lang, lending.clause_text_ko, lending.clause_text_en);
  return (
    <>
      <p className="watch-what">
        <span className={`tag ${isUrgent(incident) ? "alarm" : "warn"}`}>
          {titleOf(incident, lang)}
        </span>
        <b>{whereOf(incident, lang)}</b>
      </p>
      <p className="watch-faint">
        {[
          kind === "place" && (accuracy ? w.asksPlaceWhat(distance(accuracy)) : w.asksPlaceUnknown),
          kind === "jurisdiction" && w.asksStationWhat,
          isAgain(entry.waiting) && w.asksAgainWhat(seoulTime(lending.ends_at)),
          clause && !isAgain(entry.waiting) && w.ifApproved(clause),
          incident.summary,
        ]
          .filter((part) => typeof part === "string" && part !== "")
          .map((part) => String(part).replace(/\.$/, ""))
          .join(" · ")}
      </p>
    </>
  );
}

function Stations({ entry, desk }: PanelProps) {
  const w = useWords(words);
  const lang = language.use();
  if (entry.waiting.kind !== "jurisdiction") return null;
  return (
    <fieldset className="watch-stations" title={w.pickStation}>
      <legend className="sr-only">{w.asksStation}</legend>
      {entry.waiting.options.map((option, index) => (
        <button
          key={option.organisation}
          type="button"
          aria-pressed={desk.draft.station === option.organisation}
          disabled={desk.office !== "decides"}
          onClick={() => desk.station(option.organisation)}
        >
          {inLanguage(lang, option.name_ko, option.name_en)}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
    </fieldset>
  );
}

function PlaceByNumbers({ desk }: { desk: DecisionDesk }) {
  const w = useWords(words);
  const [lat, setLat] = useState("");
  const [lon, setLon] = useState("");
  const set = (event: FormEvent) => {
    event.preventDefault();
    const at = [Number(lon), Number(lat)] as [number, number];
    if (lat && lon && at.every(Number.isFinite)) desk.place(at);
  };
  return (
    <form className="watch-numbers" onSubmit={set} aria-label={w.byNumbers}>
      <input
        inputMode="decimal"
        aria-label={w.latitude}
        placeholder={w.latitude}
        value={lat}
        onChange={(event) => setLat(event.target.value)}
      />
      <input
        inputMode="decimal"
        aria-label={w.longitude}
        placeholder={w.longitude}
        value={lon}
        onChange={(event) => setLon(event.target.value)}
      />
      <button type="submit">{w.setPlace}</button>
    </form>
  );
}

function Opinion({ entry, desk }: PanelProps) {
  const w = useWords(words);
  const word = entry.lending.recommended ?? desk.said;
  const opinion = word === "yes" || word === "no" ? w.recommended[word] : w.recommendedNone;
  const rest = {
    decides: "",
    recommends: desk.said ? w.recommendSent : w.onlyLead,
    looks: w.looksOnly,
  };
  return (
    <p className="watch-faint" role="status">
      <span data-word={word ?? undefined} className="watch-opinion">
        {opinion}
      </span>
      {rest[desk.office] && ` · ${rest[desk.office]}`}
    </p>
  );
}

function Answers({ entry, desk }: PanelProps) {
  const w = useWords(words);
  if (desk.office === "looks") return null;
  const decides = desk.office === "decides";
  const yes = entry.waiting.kind === "place" ? w.confirmPlace : w.approve;
  return (
    <div className="watch-answers">
      <button
        type="button"
        className="primary"
        disabled={desk.busy !== null || (decides && !desk.isReady)}
        onClick={() => desk.answer(true)}
      >
        {decides ? yes : w.recommendYes}
        <kbd>A</kbd>
      </button>
      <button type="button" disabled={desk.busy !== null} onClick={() => desk.answer(false)}>
        {decides ? w.deny : w.recommendNo}
        <kbd>D</kbd>
      </button>
    </div>
  );
}

export function DecisionPanel({ entry, desk }: PanelProps) {
  const w = useWords(words);
  const now = useSecond();
  const left = isAgain(entry.waiting) ? null : countdownOf(entry, now);
  const question = useQuestion(entry);
  return (
    <section className="watch-ask is-question" aria-label={w.decision}>
      {left && <Ring left={left} unit={w.seconds} over={w.over} />}
      <div className="watch-question">
        <h2>{question}</h2>
        <Facts entry={entry} />
        {entry.waiting.kind !== "place" && <Opinion entry={entry} desk={desk} />}
        <Stations entry={entry} desk={desk} />
        {entry.waiting.kind === "place" && desk.office === "decides" && (
          <PlaceByNumbers desk={desk} />
        )}
        {desk.reason !== null && (
          <label className="watch-bodies">
            {w.reasonWanted}
            <input
              value={desk.reason}
              maxLength={200}
              onChange={(event) => desk.write(event.target.value)}
            />
          </label>
        )}
        {desk.problem && desk.reason === null && (
          <p className="watch-problem" role="alert">
            {desk.problem.text}
          </p>
        )}
      </div>
      <Answers entry={entry} desk={desk} />
    </section>
  );
}
