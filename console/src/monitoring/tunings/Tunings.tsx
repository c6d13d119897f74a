// Every change that verdicts made, on what grounds, what was expected of it, and the way back with a reason.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSecond } from "../../app/clock";
import { count, seoulTime } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonDialog } from "../../people/ReasonDialog";
import { doors } from "../doors";
import { Standing } from "../Standing";
import type { Tuning } from "../types";
import { words as shared } from "../words";
import { basisOf, changeOf } from "./tuning";
import { words } from "./words";

const NONE: readonly Tuning[] = [];

function Row({ one, onUndo }: { one: Tuning; onUndo: () => void }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const now = useSecond();
  return (
    <tr data-off={!one.holds || undefined}>
      <td data-label={w.at} className="stamp">
        {seoulTime(one.at, now)}
      </td>
      <td data-label={w.camera}>
        {one.camera_name}
        <small>{one.rule_name || s.unnamed}</small>
      </td>
      <td data-label={w.what}>
        {changeOf(one, lang)}
        {one.what === "hours" && <small>{w.hoursWhat}</small>}
      </td>
      <td data-label={w.basis}>
        {w.verdicts(count(one.verdicts))}
        <small>{basisOf(one, lang).join(" · ")}</small>
      </td>
      <td data-label={w.state}>
        <span>{one.holds ? w.holds : w.undone(seoulTime(one.undone_at, now))}</span>
        {one.undo_reason && <small>{one.undo_reason}</small>}
        {one.may_undo && (
          <button type="button" onClick={onUndo}>
            {w.undo}
          </button>
        )}
      </td>
    </tr>
  );
}

export function Tunings({ cameraId }: { cameraId: string | null }) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const key = ["monitoring", "tunings", cameraId ?? ""];
  const asked = useQuery({ queryKey: key, queryFn: () => doors.tunings(cameraId) });
  const [wanted, setWanted] = useState<Tuning | null>(null);
  const undo = useMutation({
    mutationFn: (reason: string) => doors.undoTuning(wanted?.tuning_id ?? "", reason),
    onSuccess: () => {
      setWanted(null);
      return client.invalidateQueries({ queryKey: ["monitoring"] });
    },
  });
  const tunings = asked.data ?? NONE;
  return (
    <section className="office-panel" aria-label={w.title}>
      <h2>{w.title}</h2>
      <Standing of={asked} />
      {asked.data && tunings.length === 0 && <p className="office-quiet">{w.none}</p>}
      {tunings.length > 0 && (
        <div className="office-scroll">
          <table className="office-table cards mon-cameras" aria-label={w.title}>
            <thead>
              <tr>
                <th scope="col">{w.at}</th>
                <th scope="col">{w.camera}</th>
                <th scope="col">{w.what}</th>
                <th scope="col">{w.basis}</th>
                <th scope="col">{w.state}</th>
              </tr>
            </thead>
            <tbody>
              {tunings.map((one) => (
                <Row key={one.tuning_id} one={one} onUndo={() => setWanted(one)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {wanted && (
        <ReasonDialog
          title={w.undoTitle(changeOf(wanted, lang))}
          what={w.undoWhat}
          confirm={w.undo}
          hint={w.undoHint}
          isSending={undo.isPending}
          failure={undo.isError ? problemText(undo.error, lang) : null}
          onConfirm={undo.mutate}
          onClose={() => setWanted(null)}
        />
      )}
    </section>
  );
}
