// A police room's own request, or one that the planner writes down for another channel.
import { type FormEvent, useState } from "react";
import { language, useWords } from "../../app/language";
import { type Channel, type Dong, doors, type Entered, type WishReason } from "../doors";
import { REASONS } from "../form/draft";
import { PlaceMap } from "../PlaceMap";
import { dongAt, type Place } from "../place";
import { words as lists } from "../words";
import { troubleOf } from "./show";
import { useAct } from "./useAct";
import { words } from "./words";

const WRITTEN_DOWN: readonly Channel[] = ["epeople", "eungdapso", "safety_report", "dong_council"];

function useDraft(isPolice: boolean) {
  const [draft, setDraft] = useState({
    at: null as Place | null,
    dong: "",
    channel: (isPolice ? "police" : "epeople") as Channel,
    channelNo: "",
    count: 1,
    reason: "crime" as WishReason,
    text: "",
    place: "",
  });
  const change = (changed: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...changed }));
  const entered = (at: Place): Entered => ({
    ...at,
    channel: draft.channel,
    channel_no: draft.channelNo.trim(),
    count: draft.count,
    reason: draft.reason,
    text: draft.text.trim(),
    place: draft.place.trim(),
    contact: null,
  });
  return { draft, change, entered };
}

type Draft = ReturnType<typeof useDraft>;

function Channels({ draft, change }: Draft) {
  const w = useWords(words).entry;
  const names = useWords(lists).channels;
  return (
    <>
      <label>
        {w.channel}
        <select
          value={draft.channel}
          onChange={(event) => change({ channel: event.target.value as Channel })}
        >
          {WRITTEN_DOWN.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.channelNo}
        <input
          value={draft.channelNo}
          maxLength={40}
          onChange={(event) => change({ channelNo: event.target.value })}
        />
      </label>
      <label>
        {w.count}
        <input
          type="number"
          min={1}
          max={1000}
          value={draft.count}
          onChange={(event) => change({ count: Math.max(1, Number(event.target.value) || 1) })}
        />
      </label>
    </>
  );
}

function Fields({ draft, change, dongs }: Draft & { dongs: readonly Dong[] }) {
  const w = useWords(words).entry;
  const names = useWords(lists).reasons;
  const all = useWords(words).all;
  return (
    <>
      <label>
        {w.reason}
        <select
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value as WishReason })}
        >
          {REASONS.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.dong}
        <select value={draft.dong} onChange={(event) => change({ dong: event.target.value })}>
          <option value="">{all}</option>
          {dongs.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.place}
        <input
          value={draft.place}
          maxLength={80}
          onChange={(event) => change({ place: event.target.value })}
        />
      </label>
      <label className="wide">
        {w.text}
        <textarea
          rows={3}
          value={draft.text}
          maxLength={500}
          placeholder={w.textHint}
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
    </>
  );
}

export function NewRequest(props: {
  dongs: readonly Dong[];
  isPolice: boolean;
  onDone: (number: string) => void;
  onCancel: () => void;
}) {
  const w = useWords(words).entry;
  const lang = language.use();
  const form = useDraft(props.isPolice);
  const { draft, change } = form;
  const sending = useAct((given: Entered) =>
    doors.enter(given).then((said) => props.onDone(said.receipt.replace(/-[^-]+$/, ""))),
  );
  const dong = draft.at && dongAt(props.dongs, draft.at);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.at && dong) sending.mutate(form.entered(draft.at));
  };
  return (
    <form className="office-form request-new" onSubmit={submit}>
      <h2 className="wide">{props.isPolice ? w.titlePolice : w.title}</h2>
      {!props.isPolice && <Channels {...form} />}
      <Fields {...form} dongs={props.dongs} />
      <div className="wide">
        <PlaceMap
          dongs={props.dongs}
          at={draft.at}
          dong={draft.dong}
          onPlace={(at) => change({ at })}
        />
        <p className="office-quiet" role="status">
          {draft.at ? (dong ? w.chosen(dong.name) : w.outside) : w.tap}
        </p>
      </div>
      <footer>
        <button type="submit" className="primary" disabled={!dong || sending.isPending}>
          {sending.isPending ? w.sending : props.isPolice ? w.send : w.save}
        </button>
        <button type="button" onClick={props.onCancel}>
          {w.cancel}
        </button>
        {sending.isError && <span role="alert">{troubleOf(sending.error, lang)}</span>}
      </footer>
    </form>
  );
}
