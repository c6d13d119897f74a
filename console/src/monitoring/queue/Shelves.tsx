// 보관: alarms that are put aside for a while, until when and why, and the way back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { count, seoulMinute } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonDialog } from "../../people/ReasonDialog";
import { headline } from "../alarm";
import { doors } from "../doors";
import type { Alarm } from "../types";
import { words as shared } from "../words";
import { words } from "./words";

const KEY = ["monitoring", "shelves"];
const AGAIN_MS = 30_000;
const MINUTES = [30, 60, 240, 480] as const;

export function Shelves() {
  const w = useWords(words);
  const client = useQueryClient();
  const shelves = useQuery({ queryKey: KEY, queryFn: doors.shelves, refetchInterval: AGAIN_MS });
  const end = useMutation({
    mutationFn: doors.endShelf,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const all = shelves.data ?? [];
  if (all.length === 0) return null;
  return (
    <details className="mon-shelves">
      <summary>{w.shelves(count(all.length))}</summary>
      <ul>
        {all.map((one) => (
          <li key={one.shelf_id}>
            <b>{one.camera_name}</b>
            <span className="mon-faint">
              {one.rule_id ? w.oneRule : w.wholeCamera} · {w.shelfUntil(seoulMinute(one.until))} ·{" "}
              {w.arrivals(count(one.arrivals))}
            </span>
            <span className="mon-faint">{one.reason}</span>
            <button type="button" disabled={end.isPending} onClick={() => end.mutate(one.shelf_id)}>
              {w.shelfEnd}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function ShelveDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const client = useQueryClient();
  const [minutes, setMinutes] = useState<number>(MINUTES[1]);
  const [isWhole, setWhole] = useState(false);
  const shelve = useMutation({
    mutationFn: (reason: string) =>
      doors.shelve({
        camera_id: alarm.camera_id,
        rule_id: isWhole ? null : alarm.rule_id,
        minutes,
        reason,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEY });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={w.shelveTitle(headline(alarm, lang))}
      what={w.shelveWhat}
      confirm={shelve.isPending ? s.sending : w.shelve}
      hint={w.shelveHint}
      isSending={shelve.isPending}
      failure={shelve.isError ? problemText(shelve.error, lang) : null}
      onConfirm={shelve.mutate}
      onClose={onClose}
    >
      <label className="field">
        {w.shelveFor}
        <select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
          {MINUTES.map((one) => (
            <option key={one} value={one}>
              {w.minutes[one]}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={isWhole}
          onChange={(event) => setWhole(event.target.checked)}
        />
        {w.wholeCamera}
      </label>
    </ReasonDialog>
  );
}
