// The limits of 시범운영: which hours, dongs, how many calls, and when its report is due.
import { useWords } from "../app/language";
import type { EditorProps } from "./Editor";
import { Checks, NumberField, Said, TextField } from "./fields";
import type { Names } from "./lists";
import type { PilotText } from "./text";
import { words } from "./words";

export function PilotForm(props: EditorProps & { pilot: PilotText; dongs: Record<string, Names> }) {
  const { text, pilot, problems } = props;
  const w = useWords(words).form;
  const change = (more: Partial<PilotText>) =>
    props.onChange({ ...text, pilot: { ...pilot, ...more } });
  const hours = (typed: string) => typed.split(",").map((one) => one.trim());
  return (
    <fieldset className="clause-form">
      <legend>{w.pilot}</legend>
      <div className="form-fields">
        <TextField
          label={w.hours}
          path="pilot.hours"
          problems={problems}
          value={pilot.hours.join(", ")}
          hint={w.hoursHint}
          onChange={(typed) => change({ hours: hours(typed).filter(Boolean) })}
        />
        <NumberField
          label={w.calls_a_day}
          path="pilot.calls_a_day"
          problems={problems}
          value={pilot.calls_a_day}
          onChange={(value) => change({ calls_a_day: value ?? 0 })}
        />
        <NumberField
          label={w.calls_in_all}
          path="pilot.calls_in_all"
          problems={problems}
          value={pilot.calls_in_all}
          onChange={(value) => change({ calls_in_all: value ?? 0 })}
        />
        <TextField
          label={w.report_due}
          path="pilot.report_due"
          problems={problems}
          type="date"
          value={pilot.report_due}
          onChange={(report_due) => change({ report_due })}
        />
      </div>
      <Checks
        label={w.dongs}
        path="pilot.dongs"
        problems={problems}
        list={props.dongs}
        chosen={pilot.dongs}
        onChange={(dongs) => change({ dongs })}
      />
      <Said path="pilot" problems={problems.filter((one) => one.field === "pilot")} />
    </fieldset>
  );
}
