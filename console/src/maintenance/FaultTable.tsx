// The list: newest first, one row a fault.
import { nodeNow } from "../app/clock";
import { count, seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import type { Fault } from "./doors";
import { ageOf, weightOf } from "./fault";
import { words } from "./words";

function Row(props: { fault: Fault; isChosen: boolean; onOpen: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { fault } = props;
  return (
    <tr aria-selected={props.isChosen}>
      <td data-label={w.kind}>
        <button type="button" className="fault-open" onClick={props.onOpen}>
          {w.kinds[fault.kind]}
        </button>
      </td>
      <td data-label={w.state}>
        <span className={`tag ${weightOf(fault)}`}>{w.states[fault.state]}</span>
        {fault.again > 0 && <small>{w.recurs(count(fault.again))}</small>}
        {fault.gone_at && fault.closed_at === null && <small>{w.gone}</small>}
      </td>
      <td data-label={w.camera}>
        <span>{fault.camera_name || fault.camera_id}</span>
        <small>{[fault.camera_id, fault.dong].filter(Boolean).join(" · ")}</small>
      </td>
      <td data-label={w.opened}>
        <time dateTime={fault.opened_at}>{seoulTime(fault.opened_at, nodeNow())}</time>
        <small>{fault.by_machine ? w.machine : w.person}</small>
      </td>
      <td data-label={w.age}>{ageOf(fault, nodeNow(), lang)}</td>
    </tr>
  );
}

export function FaultTable(props: {
  faults: readonly Fault[];
  chosen: string;
  onOpen: (fault: string) => void;
}) {
  const w = useWords(words);
  return (
    <div className="office-scroll">
      <table className="office-table cards" aria-label={w.list}>
        <thead>
          <tr>
            {[w.kind, w.state, w.camera, w.opened, w.age].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.faults.map((fault) => (
            <Row
              key={fault.fault_id}
              fault={fault}
              isChosen={fault.fault_id === props.chosen}
              onOpen={() => props.onOpen(fault.fault_id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
