// Two wishes that look like one, side by side; a person looks and merges them by one press.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count, distance, seoulDate } from "../../app/format";
import { language, useWords } from "../../app/language";
import { type CameraRequest, doors, type Proposal, READ_ONCE } from "../doors";
import { words as lists } from "../words";
import { troubleOf } from "./show";
import { useAct } from "./useAct";
import { words } from "./words";

const AT_ONCE = 3;

function Side({ name, one }: { name: string; one: CameraRequest }) {
  const w = useWords(words);
  const names = useWords(lists);
  const detail = useQuery({
    queryKey: ["camera requests", "one", one.request_id],
    queryFn: () => doors.read(one.request_id),
    ...READ_ONCE,
  });
  return (
    <div className="request-side">
      <h3>
        {name} <b>{one.number}</b>
      </h3>
      <p className="office-quiet">
        {[
          seoulDate(one.received_at),
          names.channels[one.channel],
          w.detail.counted(count(one.count)),
          names.states[one.state],
        ].join(" · ")}
      </p>
      <p className="request-words">
        {detail.isPending
          ? w.detail.reading
          : [detail.data?.place, detail.data?.text].filter(Boolean).join("\n") ||
            w.proposals.wordless}
      </p>
    </div>
  );
}

function Pair(props: { one: CameraRequest; other: CameraRequest; apartM: number }) {
  const w = useWords(words).proposals;
  const names = useWords(lists);
  const lang = language.use();
  const { one, other } = props;
  const merging = useAct(() => doors.merge(other.request_id, one.request_id));
  return (
    <li className="request-pair">
      <Side name={w.older} one={one} />
      <Side name={w.newer} one={other} />
      <footer>
        <span className="office-quiet">
          {[one.dong_name, names.reasons[one.reason], w.apart(distance(props.apartM))].join(" · ")}
        </span>
        <button type="button" disabled={merging.isPending} onClick={() => merging.mutate(null)}>
          {w.merge}
        </button>
        {merging.isError && <span role="alert">{troubleOf(merging.error, lang)}</span>}
      </footer>
    </li>
  );
}

export function Proposals(props: {
  proposals: readonly Proposal[];
  requests: readonly CameraRequest[];
}) {
  const w = useWords(words).proposals;
  // words are read when somebody looks at them, not before: each reading is a row of the trail
  const [isOpen, setOpen] = useState(false);
  const known = new Map(props.requests.map((one) => [one.request_id, one]));
  const pairs = props.proposals.flatMap((pair) => {
    const [one, other] = [known.get(pair.one), known.get(pair.other)];
    return one && other ? [{ one, other, apartM: pair.distance_m }] : [];
  });
  if (pairs.length === 0) return null;
  return (
    <details
      className="request-proposals"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{w.title(count(pairs.length))}</summary>
      <p className="office-quiet">{w.what}</p>
      <ul>
        {isOpen &&
          pairs.slice(0, AT_ONCE).map((pair) => <Pair key={pair.other.request_id} {...pair} />)}
      </ul>
    </details>
  );
}
