// Who is looked for: read once when the seat is taken, each reading a row in the trail.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { DescriptionList } from "../missing/DescriptionList";
import { missing, photoOf } from "../missing/door";
import { words } from "./words";

const HOUR_S = 3600;

function LookBack({ of }: { of: string }) {
  const w = useWords(words);
  const [said, setSaid] = useState("");
  const { busy, problem, send } = useSending();
  const look = () =>
    send("lookback", async () => {
      const answer = await missing.lookBack(of, HOUR_S);
      const known = w.lookBackSaid[answer.said as "nothing_recorded"];
      setSaid(known ?? w.lookBackSaid.other);
    });
  return (
    <p className="search-quiet">
      <button type="button" disabled={busy !== null} onClick={look}>
        {w.lookBack}
      </button>{" "}
      <span role="status">{problem?.text ?? said}</span>
    </p>
  );
}

/** `told`: another word as soon as there is something else to read. One reading for all who ask for it. */
export function useDescribed(of: string, told: string) {
  return useQuery({
    queryKey: ["described", of, told],
    queryFn: () => missing.describe(of),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function Sought({ of, told }: { of: string; told: string }) {
  const w = useWords(words);
  const lang = language.use();
  const read = useDescribed(of, told);
  if (read.isPending) return <p className="search-quiet">{w.loading}</p>;
  if (read.isError) {
    return (
      <p className="missing-problem" role="alert">
        {problemText(read.error, lang)}
      </p>
    );
  }
  const { description, has_photo, confirmed_by, from_register } = read.data;
  return (
    <>
      <DescriptionList
        said={description}
        photo={has_photo ? `${photoOf(of)}?${told}` : null}
        photoName={w.photo}
      />
      <p className="search-quiet">
        {confirmed_by
          ? w.confirmedBy(`${confirmed_by.office} ${confirmed_by.rank}`)
          : w.unconfirmed}
        {from_register && ` · ${w.fromRegister}`}
      </p>
      <LookBack of={of} />
    </>
  );
}
