// The list narrowed by closed words.
import { useWords } from "../../app/language";
import type { Dong, Filter } from "../doors";
import { words as lists } from "../words";
import { words } from "./words";

export function Filters(props: {
  filter: Filter;
  dongs: readonly Dong[];
  isPolice: boolean;
  onChange: (filter: Filter) => void;
}) {
  const w = useWords(words);
  const names = useWords(lists);
  const dongs = Object.fromEntries(props.dongs.map((one) => [one.code, one.name]));
  const choices: [keyof Filter, Record<string, string>][] = [
    ["state", names.states],
    ...(props.isPolice
      ? []
      : ([["origin", names.origins]] satisfies [keyof Filter, Record<string, string>][])),
    ["reason", names.reasons],
    ["dong", dongs],
  ];
  return (
    <>
      {choices.map(([field, of]) => (
        <label key={field}>
          {w.filter[field]}
          <select
            value={props.filter[field]}
            onChange={(event) => props.onChange({ ...props.filter, [field]: event.target.value })}
          >
            <option value="">{w.all}</option>
            {Object.entries(of).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}
