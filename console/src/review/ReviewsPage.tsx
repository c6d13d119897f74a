// 접속기록 점검: months on one side, the chosen month's findings and its signature on the other.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { count, seoulDate } from "../app/format";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { FindingCard } from "./FindingCard";
import { isOpen, type Month, mayJudge, type Outcome, type Review, reviews } from "./review";
import { SignBox } from "./SignBox";
import { words } from "./words";
import "../app/office.css";
import "../trail/trail.css";
import "./review.css";

function MonthLine(props: { month: Month; isChosen: boolean; onChoose: () => void }) {
  const w = useWords(words);
  const { month } = props;
  const figures =
    month.findings === null
      ? ""
      : month.findings === 0
        ? w.none
        : w.explained(count(month.explained ?? 0), count(month.findings));
  return (
    <li>
      <button type="button" aria-pressed={props.isChosen} onClick={props.onChoose}>
        <b>{month.month}</b>
        <span className={month.state === "overdue" ? "review-late" : ""}>
          {month.state === "overdue" && <i className="dot alarm" />} {w.states[month.state]}
        </span>
        <small>{[figures, w.due(seoulDate(month.due_at))].filter(Boolean).join(" · ")}</small>
      </button>
    </li>
  );
}

function Findings(props: {
  review: Review;
  person: string;
  role: string;
  onReview: (r: Review) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const { review, person, role } = props;
  const keeping = useMutation({
    mutationFn: (said: { number: number; outcome: Outcome; explanation: string }) =>
      reviews.explain(review.month, said.number, {
        outcome: said.outcome,
        explanation: said.explanation,
      }),
    onSuccess: props.onReview,
  });
  if (review.findings.length === 0) {
    return (
      <div className="office-said" role="status">
        <b>{w.none}</b>
        <span>{w.noneWhat}</span>
      </div>
    );
  }
  const problem = keeping.isError ? problemText(keeping.error, lang) : null;
  return (
    <ol className="findings">
      {review.findings.map((finding) => (
        <FindingCard
          key={`${review.month}-${finding.number}-${finding.explained_at}`}
          month={review.month}
          finding={finding}
          mayWrite={isOpen(review) && mayJudge(finding, person, role)}
          isMine={isOpen(review) && finding.who === person}
          problem={keeping.variables?.number === finding.number ? problem : null}
          onKeep={(outcome, explanation) =>
            keeping.mutate({ number: finding.number, outcome, explanation })
          }
        />
      ))}
    </ol>
  );
}

function OneMonth({ month }: { month: Month }) {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const me = useQuery({ queryKey: ["me"], queryFn: api.me, staleTime: Number.POSITIVE_INFINITY });
  const review = useQuery({
    queryKey: ["review", month.month],
    queryFn: () => reviews.one(month.month),
    enabled: month.state !== "making",
  });
  const onReview = (fresh: Review) => {
    client.setQueryData(["review", month.month], fresh);
    void client.invalidateQueries({ queryKey: ["reviews"] });
  };
  if (month.state === "making") return <p className="office-said">{w.making}</p>;
  if (review.isError) {
    return (
      <div className="office-said" role="alert">
        <b>{w.failed}</b>
        <span>{problemText(review.error, lang)}</span>
        <button type="button" onClick={() => void review.refetch()}>
          {w.again}
        </button>
      </div>
    );
  }
  if (!review.data || !me.data) {
    return <p className="office-said">{month.state === "running" ? w.looking : w.loading}</p>;
  }
  const { person_id, role } = me.data;
  return (
    <div className="review">
      <header>
        <h2>{review.data.month}</h2>
        <span>{w.states[review.data.state]}</span>
        <span>{w.rows(count(review.data.rows_read))}</span>
        <span>{w.findings(count(review.data.findings.length))}</span>
      </header>
      {review.data.made_at === null && <p className="review-preview">{w.preview}</p>}
      <Findings review={review.data} person={person_id} role={role} onReview={onReview} />
      <SignBox review={review.data} person={person_id} role={role} onReview={onReview} />
    </div>
  );
}

export function ReviewsPage() {
  const w = useWords(words);
  const lang = language.use();
  const list = useQuery({
    queryKey: ["reviews"],
    queryFn: reviews.months,
    refetchInterval: 60_000,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const months = list.data?.months ?? [];
  // what waits for a signature comes before what is still running
  const first = months.find((one) => one.state === "overdue" || one.state === "open") ?? months[0];
  const month = months.find((one) => one.month === chosen) ?? first;
  return (
    <section className="reviews" aria-label={w.page}>
      <nav aria-label={w.months}>
        <h1>{w.page}</h1>
        <p>{w.what}</p>
        {list.isPending && <p>{w.loading}</p>}
        {list.isError && <p role="alert">{problemText(list.error, lang)}</p>}
        {list.data && months.length === 0 && <p>{w.noMonths}</p>}
        <ul>
          {months.map((one) => (
            <MonthLine
              key={one.month}
              month={one}
              isChosen={one === month}
              onChoose={() => setChosen(one.month)}
            />
          ))}
        </ul>
      </nav>
      {month && <OneMonth key={month.month} month={month} />}
    </section>
  );
}
