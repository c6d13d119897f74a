// 분석 워커: who looks at the cameras, what a look costs, which detector does it and how well, and which cameras need help.
import { useQuery } from "@tanstack/react-query";
import { count } from "../../app/format";
import { useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { percent } from "../alarm";
import { CameraTable } from "../cameras/CameraTable";
import { doors } from "../doors";
import { PartTabs } from "../PartTabs";
import { Standing } from "../Standing";
import type { Worker, Workers } from "../types";
import { clipName, detectorOf, detectorsOf, measuredOf } from "./detector";
import { words } from "./words";
import "../../app/office.css";
import "../monitoring.css";
import "../cameras/cameras.css";
import "./workers.css";

const AGAIN_MS = 3_000;

function Costs({ costs }: { costs: Worker["costs_ms"] }) {
  const w = useWords(words);
  const steps = Object.entries(costs);
  const most = Math.max(1, ...steps.map(([, ms]) => ms));
  return (
    <ul className="mon-costs">
      {steps.map(([step, ms]) => (
        <li key={step}>
          <span>{w.steps[step] ?? step}</span>
          <i style={{ width: `${(ms / most) * 100}%` }} />
          <span className="figure">{w.ms(ms.toFixed(1))}</span>
        </li>
      ))}
    </ul>
  );
}

function Row({ one }: { one: Worker }) {
  const w = useWords(words);
  return (
    <tr>
      <td data-label={w.worker}>
        <b>{one.worker}</b>
        {one.problem && <span className="tag warn">{one.problem}</span>}
      </td>
      <td data-label={w.cores}>{w.coresOf(one.cores.toFixed(1), percent(one.load))}</td>
      <td data-label={w.held}>{w.heldOf(count(one.held), count(one.capacity))}</td>
      <td data-label={w.escalated}>{count(one.escalated)}</td>
      <td data-label={w.late}>{count(one.late)}</td>
      <td data-label={w.isolated}>{count(one.isolated)}</td>
      <td data-label={w.costs}>
        <Costs costs={one.costs_ms} />
      </td>
    </tr>
  );
}

function Table({ workers }: { workers: Workers }) {
  const w = useWords(words);
  return (
    <div className="office-scroll">
      <table className="office-table cards" aria-label={w.page}>
        <thead>
          <tr>
            <th scope="col">{w.worker}</th>
            <th scope="col">{w.cores}</th>
            <th scope="col">{w.held}</th>
            <th scope="col">{w.escalated}</th>
            <th scope="col">{w.late}</th>
            <th scope="col">{w.isolated}</th>
            <th scope="col">
              {w.costs} ({w.costsWhat})
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.workers.map((one) => (
            <Row key={one.worker} one={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MeasuredTable({ workers }: { workers: Workers }) {
  const w = useWords(words);
  const rows = measuredOf(workers);
  if (rows.length === 0) return <p className="office-quiet">{w.notMeasured}</p>;
  const two = (share: number | null) => (share === null ? "–" : share.toFixed(2));
  return (
    <div className="office-scroll">
      <table className="office-table cards mon-measured" aria-label={w.measured}>
        <thead>
          <tr>
            <th scope="col">{w.clip}</th>
            <th scope="col">{w.ap50}</th>
            <th scope="col">{w.precision}</th>
            <th scope="col">{w.recall}</th>
            <th scope="col">MOTA</th>
            <th scope="col">IDF1</th>
            <th scope="col">{w.cpu}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.digest} ${one.clip} ${one.precision_of_numbers}`}>
              <td data-label={w.clip}>
                {clipName(one.clip)}
                <small>{w.pictures(count(one.pictures), one.input)}</small>
              </td>
              <td data-label={w.ap50}>{two(one.ap50)}</td>
              <td data-label={w.precision}>{two(one.precision)}</td>
              <td data-label={w.recall}>{two(one.recall)}</td>
              <td data-label="MOTA">{two(one.mota)}</td>
              <td data-label="IDF1">{two(one.idf1)}</td>
              <td data-label={w.cpu}>{w.ms(one.cpu_ms.toFixed(1))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DetectorPart({ workers }: { workers: Workers }) {
  const w = useWords(words);
  const detector = detectorOf(workers);
  if (!detector) return <p role="status">{w.noDetector}</p>;
  const facts = [
    [w.name, detector.name],
    [w.size, detector.size],
    [w.device, [detector.device, detector.precision].filter(Boolean).join(" · ")],
    [w.source, detector.source],
    [w.licence, detector.licence],
    [w.digest, detector.digest],
  ].filter(([, value]) => value);
  return (
    <>
      {detectorsOf(workers).length > 1 && <p role="status">{w.differs}</p>}
      <dl className="office-facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd className="mon-digest">{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{w.measured}</h3>
      <MeasuredTable workers={workers} />
      <p className="office-quiet">{w.honest}</p>
    </>
  );
}

export function WorkersPage() {
  const w = useWords(words);
  const asked = useQuery({
    queryKey: ["monitoring", "workers"],
    queryFn: doors.workers,
    refetchInterval: AGAIN_MS,
  });
  const workers = asked.data;
  return (
    <section className="office mon-office" aria-label={w.page}>
      <header className="office-head">
        <PartTabs />
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <Standing of={asked} />
      {workers?.workers.length === 0 && <OfficeSaid title={w.none} text={w.noneWhat} isAlert />}
      {workers && workers.workers.length > 0 && (
        <section className="office-panel" aria-label={w.worker}>
          <Table workers={workers} />
          <p className="office-quiet">
            {[w.share(count(workers.share)), workers.unheld > 0 && w.unheld(count(workers.unheld))]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </section>
      )}
      {workers && workers.workers.length > 0 && (
        <section className="office-panel" aria-label={w.detector}>
          <h2>{w.detector}</h2>
          <DetectorPart workers={workers} />
        </section>
      )}
      {workers && (
        <section className="office-panel" aria-label={w.cameras}>
          <h2>{w.cameras}</h2>
          {workers.cameras.length === 0 ? (
            <p className="office-quiet">{w.camerasNone}</p>
          ) : (
            <CameraTable cameras={workers.cameras} label={w.cameras} choosing={null} />
          )}
        </section>
      )}
    </section>
  );
}
