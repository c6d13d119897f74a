// The keys that switch watching on and off: for what is chosen in the table, or for a whole dong.
import { useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonDialog } from "../../people/ReasonDialog";
import { useDongs } from "../useDongs";
import type { Switching, Wish } from "./useSwitch";
import { words } from "./words";

function Keys({ wish, switching }: { wish: Omit<Wish, "on">; switching: Switching }) {
  const w = useWords(words);
  return (
    <>
      <button type="button" onClick={() => switching.ask({ ...wish, on: true })}>
        {w.on}
      </button>
      <button type="button" onClick={() => switching.ask({ ...wish, on: false })}>
        {w.off}
      </button>
    </>
  );
}

export function ChosenBar(props: {
  chosen: ReadonlySet<string>;
  switching: Switching;
  onClear: () => void;
}) {
  const w = useWords(words);
  const figure = count(props.chosen.size);
  if (props.chosen.size === 0) return null;
  const wish = { what: w.cameras(figure), camera_ids: [...props.chosen], dong: "" };
  return (
    <div className="office-bar mon-chosen">
      <b>{w.chosen(figure)}</b>
      <Keys wish={wish} switching={props.switching} />
      <button type="button" className="quiet" onClick={props.onClear}>
        {w.clear}
      </button>
    </div>
  );
}

export function DongBar({ switching }: { switching: Switching }) {
  const w = useWords(words);
  const { dongs, nameOf } = useDongs();
  const [picked, setPicked] = useState("");
  const dong = picked || dongs[0]?.code || "";
  if (!dong) return null;
  return (
    <div className="office-bar">
      <label>
        {w.byDong}
        <select value={dong} onChange={(event) => setPicked(event.target.value)}>
          {dongs.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <Keys wish={{ what: nameOf(dong), camera_ids: [], dong }} switching={switching} />
    </div>
  );
}

export function SwitchDialog({ switching }: { switching: Switching }) {
  const w = useWords(words);
  const lang = language.use();
  const { wish } = switching;
  if (!wish) return null;
  return (
    <ReasonDialog
      title={wish.on ? w.onTitle(wish.what) : w.offTitle(wish.what)}
      what={wish.on ? w.onWhat : w.offWhat}
      confirm={wish.on ? w.on : w.off}
      hint={w.hint}
      isSending={switching.isSending}
      failure={switching.problem ? problemText(switching.problem, lang) : null}
      onConfirm={switching.confirm}
      onClose={switching.cancel}
    />
  );
}
