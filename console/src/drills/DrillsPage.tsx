// 훈련: what runs and what is over; the shift lead or the head begins one, the invited join, everybody sees the score.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { useSecond } from "../app/clock";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { BeginDrill } from "./BeginDrill";
import { DrillCard } from "./DrillCard";
import { inOrder } from "./drill";
import { words } from "./words";
import "../app/office.css";
import "./drills.css";

const AGAIN_MS = 10_000;
const BEGINS = ["SHIFT_LEAD", "CENTRE_HEAD"];

export function DrillsPage() {
  const w = useWords(words);
  const lang = language.use();
  const { hello, incidents } = useFeed();
  const role = hello?.person.role ?? "";
  const mayBegin = BEGINS.includes(role);
  const now = useSecond();
  const [isBeginning, setBeginning] = useState(false);
  const drills = useQuery({
    queryKey: ["drills"],
    queryFn: api.drills,
    refetchInterval: AGAIN_MS,
  });
  return (
    <section className="office drills" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead no-print">{w.what}</p>
      </header>
      {mayBegin && !isBeginning && (
        <div className="office-bar no-print">
          <button type="button" className="primary" onClick={() => setBeginning(true)}>
            {w.begin}
          </button>
        </div>
      )}
      {isBeginning && (
        <BeginDrill ownCode={hello?.centre.code ?? ""} onDone={() => setBeginning(false)} />
      )}
      {drills.isPending && <OfficeSaid title={w.loading} />}
      {drills.isError && (
        <OfficeSaid title={w.failed} text={problemText(drills.error, lang)} isAlert>
          <button type="button" onClick={() => void drills.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {drills.data?.length === 0 && !isBeginning && (
        <OfficeSaid title={w.none} text={mayBegin ? w.noneBegins : w.noneWaits} />
      )}
      {inOrder(drills.data ?? [], now).map((one) => (
        <DrillCard key={one.drill_id} drill={one} incidents={incidents} mayEnd={mayBegin} />
      ))}
    </section>
  );
}
