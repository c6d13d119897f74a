// 인계: to which body and why; what opens there is what is agreed with it, nothing more.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { doors } from "../agreements/doors";
import { api } from "../api/client";
import type { Incident } from "../api/feed";
import { inLanguage, language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { titleOf } from "../incident/title";
import { ReasonDialog } from "../people/ReasonDialog";
import { useChange } from "../people/useAsk";
import { type Body, bodiesOf } from "./bodies";
import { words } from "./words";
import "../identity/sign-in.css";
import "../people/people.css";

function Bodies(props: {
  bodies: readonly Body[];
  chosen: string;
  onChoose: (code: string) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <label className="watch-bodies">
      {w.handTo}
      <select value={props.chosen} onChange={(event) => props.onChoose(event.target.value)}>
        {props.bodies.map((one) => (
          <option key={one.organisation} value={one.organisation}>
            {inLanguage(lang, one.name_ko, one.name_en)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function HandOver(props: { incident: Incident; ownCode: string; onClose: () => void }) {
  const { incident, ownCode } = props;
  const w = useWords(words);
  const lang = language.use();
  const agreements = useQuery({ queryKey: ["agreements"], queryFn: doors.list });
  const bodies = bodiesOf(agreements.data ?? [], incident, ownCode);
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = wanted ?? bodies[0]?.organisation ?? "";
  const hand = useChange([], (reason: string) =>
    api.handOver(incident.incident_id, { organisation: chosen, reason }),
  );
  const failure = agreements.isError ? agreements.error : hand.isError ? hand.error : null;
  return (
    <ReasonDialog
      title={`${w.handOver} · ${titleOf(incident, lang)}`}
      what={bodies.length === 0 && agreements.data ? w.handToNobody : w.handWhat}
      confirm={w.handOver}
      hint={w.handHint}
      isSending={hand.isPending || !chosen}
      failure={failure ? problemText(failure, lang) : null}
      onConfirm={(reason) => hand.mutate(reason, { onSuccess: props.onClose })}
      onClose={props.onClose}
    >
      <Bodies bodies={bodies} chosen={chosen} onChoose={setWanted} />
    </ReasonDialog>
  );
}
