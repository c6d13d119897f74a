// One candidate that is no site of the plan: who wants it, what could carry it; must it be in, or out.
import { useEffect, useRef } from "react";
import { count } from "../../app/format";
import { useWords } from "../../app/language";
import type { Candidate } from "../map/candidates";
import type { Asked } from "../types";
import { words as page } from "../words";
import { words } from "./words";

export function CandidatePanel(props: {
  candidate: Candidate;
  mark: "" | "forced" | "forbidden";
  requests: readonly Asked[];
  canEdit: boolean;
  onTurn: (list: "forced" | "forbidden") => void;
  onCell: (code: string) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const p = useWords(page);
  const { candidate, mark } = props;
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another candidate is a new text to read
  useEffect(() => {
    head.current?.scrollIntoView?.({ block: "nearest" });
  }, [candidate.id]);
  const numberOf = (id: string) =>
    props.requests.find((one) => one.request_id === id)?.number ?? id;
  const lists = ["forced", "forbidden"] as const;
  return (
    <section className="plan-chosen" aria-label={w.candidate(candidate.id)}>
      <header>
        <h2 ref={head}>{w.candidate(candidate.id)}</h2>
        <span className="grow" />
        <button type="button" onClick={props.onClose}>
          {w.close}
        </button>
      </header>
      <p className="office-quiet">{w.notChosen}</p>
      {props.canEdit && (
        <div className="office-bar">
          {lists.map((list) => (
            <button
              key={list}
              type="button"
              aria-pressed={mark === list}
              onClick={() => props.onTurn(list)}
            >
              {list === "forced" ? w.force : w.forbid}
            </button>
          ))}
        </div>
      )}
      <dl className="office-facts">
        <dt>{w.from}</dt>
        <dd>{candidate.origins.map((one) => p.origins[one]).join(", ")}</dd>
        <dt>{w.candidateRank}</dt>
        <dd>{candidate.rank === null ? "–" : w.candidateRankOf(count(candidate.rank))}</dd>
        <dt>{w.candidateMounts}</dt>
        <dd>{candidate.mounts.map((one) => p.mounts[one]).join(", ")}</dd>
        <dt>{w.candidateScore}</dt>
        <dd>{candidate.score.toFixed(1)}</dd>
        {candidate.requests.length > 0 && (
          <>
            <dt>{w.requests}</dt>
            <dd>{candidate.requests.map(numberOf).join(", ")}</dd>
          </>
        )}
      </dl>
      <button type="button" onClick={() => props.onCell(candidate.cell)}>
        {w.toCell} ({candidate.cell})
      </button>
    </section>
  );
}
