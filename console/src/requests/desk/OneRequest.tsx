// One request with the person's words, read at a press: the reading stands in the trail.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { count, seoulDate, seoulDateTime } from "../../app/format";
import { language, useWords } from "../../app/language";
import { type CameraRequest, doors, READ_ONCE, type RequestDetail } from "../doors";
import { words as lists } from "../words";
import { AnswerForm } from "./AnswerForm";
import { LetterBox } from "./LetterBox";
import { letterState, mayAnswer, outsideOf, troubleOf } from "./show";
import { useAct } from "./useAct";
import { words } from "./words";

function Facts({ detail, isPolice }: { detail: RequestDetail; isPolice: boolean }) {
  const w = useWords(words).detail;
  const names = useWords(lists);
  const one = detail.request;
  const rows: [string, string][] = [
    [w.channel, [names.channels[one.channel], one.channel_no].filter(Boolean).join(" ")],
    [w.received, seoulDateTime(one.received_at)],
    [w.place, detail.place ?? w.wordsGone],
    [w.words, detail.text === null ? w.wordsGone : detail.text || w.wordsNone],
  ];
  if (one.repeats > 0) rows.push(["", w.repeats(count(one.repeats))]);
  if (!isPolice) {
    const contact = detail.contact;
    rows.push([
      w.contact,
      contact
        ? `${[contact.name, contact.reach].filter(Boolean).join(" · ")}\n${w.contactUntil(seoulDate(one.contact_until))}`
        : w.contactGone,
    ]);
  }
  if (one.ground) rows.push([w.decided, names.grounds[one.ground]]);
  if (one.note) rows.push([one.ground ? "" : w.decided, one.note]);
  return (
    <dl className="office-facts request-facts">
      {rows
        .filter(([, text]) => text !== "")
        .map(([name, text]) => (
          <div key={`${name}${text}`}>
            <dt>{name}</dt>
            <dd className="request-words">{text}</dd>
          </div>
        ))}
    </dl>
  );
}

function Parts({ request }: { request: CameraRequest }) {
  const w = useWords(words).detail;
  const taking = useAct((id: string) => doors.takeOut(id));
  if (request.parts.length === 0) return null;
  return (
    <section>
      <h3>{w.parts}</h3>
      <ul className="request-parts">
        {request.parts.map((part) => (
          <li key={part.request_id}>
            {part.number} <span className="office-quiet">{w.counted(count(part.count))}</span>
            <button
              type="button"
              className="quiet"
              disabled={taking.isPending}
              onClick={() => taking.mutate(part.request_id)}
            >
              {w.takeOut}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Work({ request }: { request: CameraRequest }) {
  const w = useWords(words).detail;
  const lang = language.use();
  const reviewing = useAct(() => doors.review(request.request_id));
  const taking = useAct(() => doors.takeOut(request.request_id));
  const letter = letterState(request);
  const outside = outsideOf(request);
  return (
    <>
      {request.is_merged && (
        <p>
          {w.inMerged(request.merged_into_number)}{" "}
          <button type="button" disabled={taking.isPending} onClick={() => taking.mutate(null)}>
            {w.takeOut}
          </button>
        </p>
      )}
      {outside && (
        <p className="office-quiet">
          {w.bySite} {w[outside]}
        </p>
      )}
      <Parts request={request} />
      {request.state === "received" && !request.is_merged && (
        <button type="button" disabled={reviewing.isPending} onClick={() => reviewing.mutate(null)}>
          {w.review}
        </button>
      )}
      {reviewing.isError && <p role="alert">{troubleOf(reviewing.error, lang)}</p>}
      {letter !== "none" && <LetterBox request={request} />}
      {mayAnswer(request) && (
        <AnswerForm key={`${request.request_id} ${request.state}`} request={request} />
      )}
    </>
  );
}

export function OneRequest(props: { id: string; isPolice: boolean; onClose: () => void }) {
  const w = useWords(words);
  const names = useWords(lists);
  const lang = language.use();
  const detail = useQuery({
    queryKey: ["camera requests", "one", props.id],
    queryFn: () => doors.read(props.id),
    ...READ_ONCE,
  });
  // on a phone the list lies below: what was chosen there is brought into view
  const article = useRef<HTMLElement>(null);
  const isRead = detail.isSuccess;
  useEffect(() => {
    if (isRead) article.current?.scrollIntoView?.({ block: "nearest" });
  }, [isRead]);
  if (detail.isPending) return <p role="status">{w.detail.reading}</p>;
  if (detail.isError) return <p role="alert">{troubleOf(detail.error, lang)}</p>;
  const one = detail.data.request;
  return (
    <article ref={article} className="request-one" aria-label={one.number}>
      <header>
        <h2>{one.number}</h2>
        <span className="tag">{names.states[one.state]}</span>
        <span className="grow" />
        <button type="button" className="quiet" onClick={props.onClose}>
          {w.detail.close}
        </button>
      </header>
      <p>
        {[one.dong_name, names.reasons[one.reason], w.detail.counted(count(one.count))].join(" · ")}
      </p>
      <Facts detail={detail.data} isPolice={props.isPolice} />
      {!props.isPolice && <Work request={one} />}
    </article>
  );
}
