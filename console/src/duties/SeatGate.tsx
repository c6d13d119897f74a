// Before an operator's seat: what is missing and whom to ring. Everybody else walks through.
import type { ReactNode } from "react";
import { useWords } from "../app/language";
import type { MyDuties } from "./duties";
import { PledgeForm } from "./PledgeForm";
import { useMyDuties } from "./useMyDuties";
import { words } from "./words";
import "../app/office.css";
import "./duties.css";

export function SeatClosed(props: { mine: MyDuties; onAgain: () => void; onSignOut: () => void }) {
  const w = useWords(words).seat;
  const { standing, office, phone } = props.mine;
  const lacksTraining = standing.lacks.includes("training");
  return (
    <main className="seat-closed">
      <h1>{w.title}</h1>
      {lacksTraining && <p>{w.training(standing.due_on ?? "", standing.seat_until ?? "")}</p>}
      {standing.lacks.includes("pledge") && (
        <>
          <p>{w.pledge}</p>
          <PledgeForm mine={props.mine} />
        </>
      )}
      {lacksTraining && (
        <>
          <p>{w.call}</p>
          {office ? (
            <p className="seat-call">
              {w.who} <b>{office}</b> <a href={`tel:${phone}`}>{phone}</a>
            </p>
          ) : (
            <p>{w.nobody}</p>
          )}
        </>
      )}
      <footer>
        <button type="button" onClick={props.onAgain}>
          {w.again}
        </button>
        <button type="button" onClick={props.onSignOut}>
          {w.signOut}
        </button>
      </footer>
    </main>
  );
}

/** The node decides at every door; this only says why before the first one stays shut. */
export function SeatGate(props: { role: string; onSignOut: () => void; children: ReactNode }) {
  const mine = useMyDuties(props.role === "OPERATOR");
  if (mine.data && mine.data.standing.lacks.length > 0) {
    const again = () => void mine.refetch();
    return <SeatClosed mine={mine.data} onAgain={again} onSignOut={props.onSignOut} />;
  }
  return props.children;
}
