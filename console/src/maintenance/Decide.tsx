// Confirm, dismiss, close: one form at a time below the fault.
import { type FormEvent, useState } from "react";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { useChange } from "../people/useAsk";
import { doors, type Fault, type Remedy } from "./doors";
import { isOpen } from "./fault";
import { words } from "./words";

type Deed = "confirm" | "dismiss" | "close";
const REMEDIES = [
  "cleaned",
  "adjusted",
  "repaired",
  "replaced",
  "set_right",
  "line_mended",
  "power_mended",
  "by_itself",
  "other",
] as const satisfies readonly Remedy[];

interface Said {
  note: string;
  remedy: Remedy;
}

function send(fault: string, deed: Deed, said: Said): Promise<unknown> {
  if (deed === "confirm") return doors.confirm(fault, said.note);
  if (deed === "dismiss") return doors.dismiss(fault, said.note);
  return doors.close(fault, said.remedy, said.note);
}

function DeedForm(props: { fault: Fault; deed: Deed; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { deed, fault } = props;
  const [said, setSaid] = useState<Said>({ note: "", remedy: "cleaned" });
  const change = useChange(["faults"], () => send(fault.fault_id, deed, said));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, { onSuccess: props.onDone });
  };
  return (
    <form className="fault-form" onSubmit={submit}>
      <p>{w[`${deed}What`]}</p>
      {deed === "close" && (
        <label>
          {w.remedy}
          <select
            value={said.remedy}
            onChange={(event) => setSaid({ ...said, remedy: event.target.value as Remedy })}
          >
            {REMEDIES.map((one) => (
              <option key={one} value={one}>
                {w.remedies[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {deed === "dismiss" ? w.why : w.optional}
        <input
          value={said.note}
          maxLength={300}
          required={deed === "dismiss"}
          onChange={(event) => setSaid({ ...said, note: event.target.value })}
        />
      </label>
      {change.isError && <p role="alert">{problemText(change.error, lang)}</p>}
      <div className="office-bar">
        <button type="submit" className="primary" disabled={change.isPending}>
          {w[deed]}
        </button>
        <button type="button" onClick={props.onDone}>
          {w.cancel}
        </button>
      </div>
    </form>
  );
}

export function Decide({ fault }: { fault: Fault }) {
  const w = useWords(words);
  const [deed, setDeed] = useState<Deed | null>(null);
  if (!isOpen(fault.state)) return null;
  if (deed) {
    return <DeedForm key={deed} fault={fault} deed={deed} onDone={() => setDeed(null)} />;
  }
  const deeds: readonly Deed[] =
    fault.state === "new" ? ["confirm", "dismiss", "close"] : ["close", "dismiss"];
  return (
    <div className="office-bar">
      {deeds.map((one, place) => (
        <button
          key={one}
          type="button"
          className={place === 0 ? "primary" : ""}
          onClick={() => setDeed(one)}
        >
          {w[one]}
        </button>
      ))}
    </div>
  );
}
