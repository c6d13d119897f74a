// One fault: what was measured, what happened to it, the camera now for who may see it, and what may be done.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, Problem } from "../api/client";
import { nodeNow } from "../app/clock";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { Tile } from "../live/Tile";
import { Decide } from "./Decide";
import { doors, type Fault, type FaultDetail } from "./doors";
import { mayDecide, maySee, rounded } from "./fault";
import { words } from "./words";

const AGAIN_MS = 10_000;

function Live({ fault }: { fault: Fault }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <p className="fault-live">
        <button type="button" onClick={() => setOpen(true)}>
          {w.show}
        </button>
        <span className="office-quiet">{w.showWhat}</span>
      </p>
    );
  }
  return (
    <div className="fault-live">
      <Tile
        info={{
          cameraId: fault.camera_id,
          number: null,
          name: fault.camera_name || fault.camera_id,
          place: null,
          kind: null,
          distanceM: null,
          directionDeg: null,
          why: null,
          endsAt: null,
          camera: { state: "unknown", since: null, reason: null },
        }}
        ask={() => api.watch(fault.camera_id)}
        stream="main"
        watermark={null}
      />
    </div>
  );
}

function Steps({ detail }: { detail: FaultDetail }) {
  const w = useWords(words);
  const who = (step: FaultDetail["steps"][number]) =>
    step.by_machine ? w.machine : step.by_me ? w.me : w.person;
  return (
    <section>
      <h3>{w.history}</h3>
      <ol className="fault-steps">
        {detail.steps.map((step) => (
          <li key={`${step.at}${step.step}`}>
            <time dateTime={step.at}>{seoulTime(step.at, nodeNow())}</time>
            <b>{w.steps[step.step]}</b>
            <span>{who(step)}</span>
            {step.note && <p>{w.camera_states[step.note] ?? step.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Outages({ detail }: { detail: FaultDetail }) {
  const w = useWords(words);
  const now = nodeNow();
  return (
    <section>
      <h3>{w.outages}</h3>
      {detail.outages.length === 0 && <p className="office-quiet">{w.noOutages}</p>}
      <ul className="fault-steps">
        {detail.outages.map((one) => (
          <li key={one.began_at}>
            <time dateTime={one.began_at}>{seoulTime(one.began_at, now)}</time>
            <span>– {one.ended_at ? seoulTime(one.ended_at, now) : w.lasts}</span>
            <span>{w.camera_states[one.state] ?? one.state}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Whole({ detail, role }: { detail: FaultDetail; role: string }) {
  const w = useWords(words);
  const { fault } = detail;
  const where = [fault.camera_name, fault.camera_id, fault.dong].filter(Boolean).join(" · ");
  return (
    <>
      <header>
        <h2>{w.kinds[fault.kind]}</h2>
        <span className="tag">{w.states[fault.state]}</span>
        <p className="office-quiet">{where}</p>
        {fault.figure !== null && fault.limit !== null && (
          <p className="office-quiet">{w.figure(rounded(fault.figure), rounded(fault.limit))}</p>
        )}
        {fault.remedy && (
          <p>
            {w.remedy}: {w.remedies[fault.remedy]}
          </p>
        )}
        {fault.gone_at && fault.closed_at === null && <p role="status">{w.gone}</p>}
      </header>
      {maySee(role) && <Live key={fault.camera_id} fault={fault} />}
      {mayDecide(role) && <Decide fault={fault} />}
      <Steps detail={detail} />
      <Outages detail={detail} />
    </>
  );
}

export function OneFault(props: { faultId: string; role: string; onBack: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { data, error, isError, refetch } = useQuery({
    queryKey: ["faults", "one", props.faultId],
    queryFn: () => doors.fault(props.faultId),
    refetchInterval: AGAIN_MS,
  });
  const isGone = error instanceof Problem && error.status === 404;
  return (
    <aside className="fault-one" aria-label={data ? w.kinds[data.fault.kind] : w.loading}>
      <button type="button" className="fault-back" onClick={props.onBack}>
        {w.back}
      </button>
      {data && <Whole detail={data} role={props.role} />}
      {!data && !isError && <OfficeSaid title={w.loading} />}
      {!data && isError && (
        <OfficeSaid
          title={isGone ? w.gone404 : w.failed}
          text={isGone ? "" : problemText(error, lang)}
          isAlert
        >
          <button type="button" onClick={() => void refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
    </aside>
  );
}
