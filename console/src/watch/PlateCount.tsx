// 수배차량: how often a car that police look for was seen today; which and where only the police learn (dossier §12.13).
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { count } from "../app/format";
import { useWords } from "../app/language";
import { words } from "./words";

const AGAIN_MS = 60_000;

/** Nothing where no hit was counted today, or where nobody is told. */
export function PlateCount() {
  const w = useWords(words);
  const asked = useQuery({
    queryKey: ["plate-hits"],
    queryFn: api.plateHits,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Seoul" });
  const hits = asked.data?.find((one) => one.day === today)?.hits ?? 0;
  return hits > 0 ? <p className="watch-plates">{w.plates(count(hits))}</p> : null;
}
