// The police room: its searches, 인상착의 and reported stills while one is open, and the number of its register of destruction.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { seoulDateTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { DescriptionList } from "./DescriptionList";
import { missing, photoOf, type RegisterLine } from "./door";
import { Still } from "./RoomSightings";
import { words } from "./words";

const EVERY_MS = 15_000;

function Seen({ of }: { of: string }) {
  const w = useWords(words);
  const lang = language.use();
  const read = useQuery({
    queryKey: ["described", of],
    queryFn: () => missing.describe(of),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (read.isPending) return <OfficeSaid title={w.loading} />;
  if (read.isError) {
    return <OfficeSaid title={w.failed} text={problemText(read.error, lang)} isAlert />;
  }
  const { description, has_photo, from_register, sightings } = read.data;
  return (
    <div className="missing-panel">
      <DescriptionList
        said={description}
        photo={has_photo ? photoOf(of) : null}
        photoName={w.photo}
      />
      {from_register && <p className="office-quiet">{w.room.fromRegister}</p>}
      <h3>{w.room.sightings}</h3>
      {sightings.length === 0 && <p className="office-quiet">{w.room.noSightings}</p>}
      <ul className="missing-stills">
        {sightings.map((one) => (
          <li key={one.sighting_id}>
            <Still of={of} one={one} />
            <span>
              {seoulDateTime(one.at)} · {one.camera}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => void read.refetch()}>
        {w.again}
      </button>
    </div>
  );
}

function Receipt({ of, onDone }: { of: string; onDone: () => void }) {
  const w = useWords(words);
  const [number, setNumber] = useState("");
  const { busy, problem, send } = useSending();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send("receipt", () => missing.receipt(of, number), onDone);
  };
  return (
    <form className="office-bar" onSubmit={submit}>
      <label>
        <span className="missing-problem">{w.room.receiptMissing}</span>
        <input
          required
          minLength={3}
          maxLength={60}
          value={number}
          aria-label={w.room.receipt}
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <button type="submit" disabled={busy !== null}>
        {w.room.save}
      </button>
      {problem && (
        <span className="missing-problem" role="alert">
          {problem.text}
        </span>
      )}
    </form>
  );
}

function One({ line, onChanged }: { line: RegisterLine; onChanged: () => void }) {
  const w = useWords(words);
  const [isShown, setShown] = useState(false);
  const isOpen = line.ended_at === null;
  const gone = line.destroyed;
  return (
    <li className="missing-card is-wide">
      <p className="missing-status" data-open={isOpen || undefined}>
        {isOpen ? w.room.open : line.found ? w.room.found : w.room.ended}
      </p>
      <p>
        {line.police_no ?? line.ext_incident_no} · {seoulDateTime(line.opened_at)}
        {line.ended_at && ` – ${seoulDateTime(line.ended_at)}`}
      </p>
      {line.destroyed_at && (
        <p className="office-quiet">
          {w.room.destroyed} {seoulDateTime(line.destroyed_at)} ·{" "}
          {w.room.counts(gone.stills ?? 0, gone.photos ?? 0, gone.index ?? 0)}
        </p>
      )}
      {line.receipt_no && (
        <p>
          {w.room.receipt} {line.receipt_no}
        </p>
      )}
      {line.needs_receipt && <Receipt of={line.incident_id} onDone={onChanged} />}
      {isOpen && (
        <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? w.room.hide : w.room.see}
        </button>
      )}
      {isOpen && isShown && <Seen of={line.incident_id} />}
    </li>
  );
}

export function RoomSearches() {
  const w = useWords(words);
  const lang = language.use();
  const list = useQuery({
    queryKey: ["missing-register"],
    queryFn: missing.ownRegister,
    refetchInterval: EVERY_MS,
  });
  const again = () => void list.refetch();
  return (
    <section className="office" aria-label={w.room.page}>
      <header className="office-head">
        <h1>{w.room.page}</h1>
        <p className="office-lead">{w.room.what}</p>
      </header>
      {list.isPending && <OfficeSaid title={w.loading} />}
      {list.isError && (
        <OfficeSaid title={w.failed} text={problemText(list.error, lang)} isAlert>
          <button type="button" onClick={again}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {list.data?.length === 0 && <OfficeSaid title={w.room.none} text={w.room.noneWhat} />}
      {list.data && list.data.length > 0 && (
        <ul className="missing-cards">
          {list.data.map((line) => (
            <One key={line.incident_id} line={line} onChanged={again} />
          ))}
        </ul>
      )}
    </section>
  );
}
