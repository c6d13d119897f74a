// A guardian sees the status and until when the consent holds; withdrawing asks nothing and tells nobody.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { seoulDate } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { words as described } from "./descriptionWords";
import { missing, type Ward } from "./door";
import { words } from "./words";

const EVERY_MS = 30_000;

function Consent(props: { isBusy: boolean; onConsent: () => void }) {
  const w = useWords(words).mine;
  const [adult, setAdult] = useState(false);
  return (
    <>
      <p>{w.ask}</p>
      <label className="missing-check">
        <input
          type="checkbox"
          checked={adult}
          onChange={(event) => setAdult(event.target.checked)}
        />
        {w.adult}
      </label>
      <button
        type="button"
        className="primary"
        disabled={!adult || props.isBusy}
        onClick={props.onConsent}
      >
        {w.consent}
      </button>
    </>
  );
}

function One({ ward, onChanged }: { ward: Ward; onChanged: () => void }) {
  const w = useWords(words);
  const d = useWords(described);
  const { busy, problem, send } = useSending();
  const act = (what: "consent" | "withdraw") =>
    send(what, () => missing[what](ward.person_id), onChanged);
  const isSearched = ward.status === "search_open";
  return (
    <li className="missing-card">
      <p className="missing-status" data-open={isSearched || undefined}>
        {w.status[ward.status]}
      </p>
      <p className="office-quiet">
        {ward.kind && `${d.classes[ward.kind as "DEMENTIA"]} · `}
        {ward.person_id}
      </p>
      {ward.consent_until ? (
        <>
          <p>{w.mine.until(seoulDate(ward.consent_until))}</p>
          <button type="button" disabled={busy !== null} onClick={() => act("withdraw")}>
            {w.mine.withdraw}
          </button>
          <p className="office-quiet">{w.mine.withdrawWhat}</p>
        </>
      ) : (
        <Consent isBusy={busy !== null} onConsent={() => act("consent")} />
      )}
      {problem && (
        <p className="missing-problem" role="alert">
          {problem.text}
        </p>
      )}
    </li>
  );
}

export function Guardian() {
  const w = useWords(words);
  const lang = language.use();
  const wards = useQuery({
    queryKey: ["wards"],
    queryFn: missing.wards,
    refetchInterval: EVERY_MS,
  });
  const again = () => void wards.refetch();
  return (
    <section className="office" aria-label={w.mine.page}>
      <header className="office-head">
        <h1>{w.mine.page}</h1>
        <p className="office-lead">{w.mine.what}</p>
        <p className="office-lead">{w.mine.call}</p>
      </header>
      {wards.isPending && <OfficeSaid title={w.loading} />}
      {wards.isError && (
        <OfficeSaid title={w.failed} text={problemText(wards.error, lang)} isAlert>
          <button type="button" onClick={again}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {wards.data?.length === 0 && <OfficeSaid title={w.mine.none} text={w.mine.noneWhat} />}
      {wards.data && wards.data.length > 0 && (
        <ul className="missing-cards">
          {wards.data.map((ward) => (
            <One key={ward.person_id} ward={ward} onChanged={again} />
          ))}
        </ul>
      )}
    </section>
  );
}
