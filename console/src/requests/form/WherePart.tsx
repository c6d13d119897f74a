// Where: by tapping the map, by the phone's own place, and in one's own words.
import { useId, useState } from "react";
import { distance } from "../../app/format";
import { useWords } from "../../app/language";
import type { Dong } from "../doors";
import { PlaceMap } from "../PlaceMap";
import { dongAt } from "../place";
import type { Draft } from "./draft";
import { useMyPlace } from "./useMyPlace";
import { words } from "./words";

const ROUGH_M = 60;

export function WherePart(props: {
  draft: Draft;
  dongs: readonly Dong[];
  wanting: boolean;
  onChange: (changed: Partial<Draft>) => void;
}) {
  const w = useWords(words);
  const id = useId();
  const { draft, dongs } = props;
  const [roughM, setRoughM] = useState(0);
  const mine = useMyPlace((at, accuracyM) => {
    setRoughM(accuracyM > ROUGH_M ? accuracyM : 0);
    props.onChange({ at, dong: dongAt(dongs, at)?.code ?? "" });
  });
  const dong = draft.at && dongAt(dongs, draft.at);
  const isOutside = draft.at !== null && dong === null;
  const said = draft.at
    ? dong
      ? roughM > 0
        ? `${w.chosen(dong.name)} ${w.roughly(distance(roughM))}`
        : w.chosen(dong.name)
      : w.outside
    : w.notChosen;
  const trouble =
    mine.finding === "idle" || mine.finding === "finding" ? null : w.locating[mine.finding];
  return (
    <fieldset className="wish-part" aria-describedby={`${id}-said`}>
      <legend>{w.where}</legend>
      <p className="wish-hint">{w.whereHint}</p>
      <div className="wish-where">
        <button type="button" onClick={mine.find} disabled={mine.finding === "finding"}>
          ◎ {mine.finding === "finding" ? w.finding : w.mine}
        </button>
        <select
          aria-label={w.dong}
          value={draft.dong}
          onChange={(event) => props.onChange({ dong: event.target.value })}
        >
          <option value="">{w.everyDong}</option>
          {dongs.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <PlaceMap
        dongs={dongs}
        at={draft.at}
        dong={draft.dong}
        onPlace={(at) => {
          setRoughM(0);
          props.onChange({ at });
        }}
      />
      <p
        id={`${id}-said`}
        role="status"
        className={isOutside || (props.wanting && !draft.at) ? "wish-wrong" : "wish-hint"}
      >
        {trouble ?? said}
      </p>
      <label className="wish-field">
        {w.place}
        <input
          value={draft.place}
          maxLength={80}
          placeholder={w.placeHint}
          autoComplete="off"
          onChange={(event) => props.onChange({ place: event.target.value })}
        />
      </label>
    </fieldset>
  );
}
