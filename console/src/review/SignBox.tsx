// Under a review: the remark, the signature by a second press, the document for a reason.
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { saveFile } from "../api/client";
import { seoulDateTime } from "../app/format";
import { language, useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import { shortPerson } from "../trail/person";
import { isOpen, maySign, type Review, reviews, unexplained } from "./review";
import { words } from "./words";

function Remark({ review, onReview }: { review: Review; onReview: (review: Review) => void }) {
  const w = useWords(words);
  const lang = language.use();
  const id = useId();
  const [text, setText] = useState(review.remark);
  const keeping = useMutation({
    mutationFn: () => reviews.remark(review.month, text),
    onSuccess: onReview,
  });
  return (
    <div className="review-remark">
      <label htmlFor={id}>{w.remark}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        disabled={text === review.remark || keeping.isPending}
        onClick={() => keeping.mutate()}
      >
        {w.keep}
      </button>
      {keeping.isError && <p role="alert">{problemText(keeping.error, lang)}</p>}
    </div>
  );
}

function Sign({ review, onReview }: { review: Review; onReview: (review: Review) => void }) {
  const w = useWords(words);
  const lang = language.use();
  const signing = useMutation({
    mutationFn: () => reviews.sign(review.month, review.sha256),
    onSuccess: onReview,
  });
  const { armed, press } = useSecondPress(() => signing.mutate());
  const missing = unexplained(review);
  return (
    <p className="review-sign">
      <button
        type="button"
        className="primary"
        disabled={missing > 0 || signing.isPending}
        onClick={press}
      >
        {armed ? w.signAgain : w.sign}
      </button>
      <span role="status">{missing > 0 && w.signWait(String(missing))}</span>
      {signing.isError && <span role="alert">{problemText(signing.error, lang)}</span>}
    </p>
  );
}

function Document({ month }: { month: string }) {
  const w = useWords(words);
  const lang = language.use();
  const [isAsked, setAsked] = useState(false);
  const saving = useMutation({
    mutationFn: (reason: string) => saveFile(reviews.pdf(month), { reason }),
    onSuccess: () => setAsked(false),
  });
  if (!isAsked) {
    return (
      <button type="button" onClick={() => setAsked(true)}>
        {w.pdf}
      </button>
    );
  }
  return (
    <ReasonForm
      said={w.pdfWhat}
      send={saving.isPending ? w.saving : w.download}
      isBusy={saving.isPending}
      problem={saving.isError ? problemText(saving.error, lang) : null}
      onSend={(reason) => saving.mutate(reason)}
      onCancel={() => setAsked(false)}
    />
  );
}

export function SignBox(props: {
  review: Review;
  person: string;
  role: string;
  onReview: (review: Review) => void;
}) {
  const w = useWords(words);
  const { review, person, role, onReview } = props;
  const isMine = review.findings.some((one) => one.who === person);
  if (review.made_at === null) return null;
  const may = maySign(review, person, role);
  return (
    <section className="review-end" aria-label={w.sign}>
      {isOpen(review) && (may || role === "CPO") ? (
        <Remark key={review.month} review={review} onReview={onReview} />
      ) : (
        <p>
          <b>{w.remark}</b> {review.remark || w.noRemark}
        </p>
      )}
      {review.signed_at && review.signed_by && (
        <p>
          <b title={review.signed_by}>
            {w.signed(shortPerson(review.signed_by), seoulDateTime(review.signed_at))}
          </b>{" "}
          {review.trail_sequence && w.inTrail(String(review.trail_sequence))}
          <br />
          <small>
            {w.hash} <code>{review.sha256}</code>
          </small>
        </p>
      )}
      {isOpen(review) && may && <Sign review={review} onReview={onReview} />}
      {isOpen(review) && !may && <p>{isMine ? w.ownMonth : w.cannotSign}</p>}
      <Document month={review.month} />
    </section>
  );
}
