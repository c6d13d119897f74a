// Requests, newest first; on a phone each is a card.
import { count, seoulDate } from "../../app/format";
import { useWords } from "../../app/language";
import type { CameraRequest } from "../doors";
import { words as lists } from "../words";
import { letterState } from "./show";
import { words } from "./words";

export function RequestTable(props: {
  requests: readonly CameraRequest[];
  chosen: string | null;
  isPolice: boolean;
  onChoose: (id: string) => void;
}) {
  const w = useWords(words);
  const names = useWords(lists);
  const t = w.table;
  return (
    <div className="office-scroll">
      <table className="office-table cards">
        <thead>
          <tr>
            <th>{t.number}</th>
            <th>{t.state}</th>
            <th>{t.reason}</th>
            <th>{t.place}</th>
            <th className="figure">{t.count}</th>
            <th>{t.received}</th>
            {!props.isPolice && <th>{t.letter}</th>}
          </tr>
        </thead>
        <tbody>
          {props.requests.map((one) => {
            const letter = letterState(one);
            return (
              <tr key={one.request_id} aria-current={one.request_id === props.chosen || undefined}>
                <td data-label={t.number}>
                  <button
                    type="button"
                    className="request-number"
                    aria-pressed={one.request_id === props.chosen}
                    onClick={() => props.onChoose(one.request_id)}
                  >
                    {one.number}
                  </button>
                  {one.is_merged && one.merged_into_number && (
                    <small>{w.merged(one.merged_into_number)}</small>
                  )}
                </td>
                <td data-label={t.state}>{names.states[one.state]}</td>
                <td data-label={t.reason}>
                  {names.reasons[one.reason]}
                  <small>
                    {one.origin === "police" ? names.origins.police : names.channels[one.channel]}
                  </small>
                </td>
                <td data-label={t.place}>{one.dong_name}</td>
                <td data-label={t.count} className="figure">
                  {count(one.count)}
                </td>
                <td data-label={t.received} className="stamp">
                  {seoulDate(one.received_at)}
                </td>
                {!props.isPolice && (
                  <td data-label={t.letter}>
                    {letter === "due" ? (
                      <span className="tag">{w.letterState.due}</span>
                    ) : (
                      w.letterState[letter]
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
