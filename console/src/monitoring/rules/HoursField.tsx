// When a rule counts: spans of days and clock times in Seoul; a span that ends earlier than it begins runs over midnight.
import { useWords } from "../../app/language";
import type { Hours } from "../types";
import { clockOf, type Fault, isOvernight, isWholeDay, minuteOf, touches } from "./draft";
import { words } from "./words";

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const NIGHT: Hours = { days: [], from_minute: 22 * 60, to_minute: 6 * 60 };
const MOST = 14;

function Span(props: {
  hours: Hours;
  fault: string | null;
  onChange: (hours: Hours) => void;
  onRemove: () => void;
}) {
  const { hours, onChange } = props;
  const w = useWords(words);
  const days = new Set<number>(hours.days);
  const toggle = (day: number) =>
    onChange({
      ...hours,
      days: DAYS.filter((one) => (one === day ? !days.has(one) : days.has(one))),
    });
  return (
    <div className="rule-span">
      <div className="rule-days">
        {DAYS.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={days.has(day)}
            aria-label={w.dayNames[day]}
            onClick={() => toggle(day)}
          >
            {w.days[day]}
          </button>
        ))}
        {days.size === 0 && <span className="mon-faint">{w.everyDay}</span>}
      </div>
      <div className="rule-times">
        <label>
          {w.from}
          <input
            type="time"
            value={clockOf(hours.from_minute)}
            onChange={({ target }) =>
              target.value && onChange({ ...hours, from_minute: minuteOf(target.value) })
            }
          />
        </label>
        <label>
          {w.to}
          <input
            type="time"
            value={clockOf(hours.to_minute)}
            onChange={({ target }) =>
              target.value && onChange({ ...hours, to_minute: minuteOf(target.value) })
            }
          />
        </label>
        <span className="mon-faint">
          {isWholeDay(hours) ? w.wholeDay : isOvernight(hours) ? w.overnight : ""}
        </span>
        <button type="button" className="quiet" onClick={props.onRemove}>
          {w.removeHours}
        </button>
      </div>
      {props.fault && (
        <p className="rule-fault" role="alert">
          {props.fault}
        </p>
      )}
    </div>
  );
}

export function HoursField(props: {
  hours: readonly Hours[];
  index: number;
  fault: Fault | null;
  onChange: (hours: Hours[]) => void;
}) {
  const { hours, onChange, fault } = props;
  const w = useWords(words);
  return (
    <fieldset className="rule-hours">
      <legend>{w.hours}</legend>
      {hours.length === 0 && <span>{w.always}</span>}
      {hours.map((one, place) => (
        <Span
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place alone
          key={place}
          hours={one}
          fault={touches(fault, props.index, `hours.${place}`) ? (fault?.text ?? null) : null}
          onChange={(next) => onChange(hours.map((other, at) => (at === place ? next : other)))}
          onRemove={() => onChange(hours.filter((_, at) => at !== place))}
        />
      ))}
      {hours.length < MOST && (
        <button type="button" onClick={() => onChange([...hours, NIGHT])}>
          {w.addHours}
        </button>
      )}
    </fieldset>
  );
}
