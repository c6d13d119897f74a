// After 정탐: open an incident by one key, speak to the place, report to 119/112, hand over; then the next alarm.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Incident } from "../../api/feed";
import { count } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { go } from "../../app/router";
import { useSecondPress } from "../../app/useSecondPress";
import { useFeed } from "../../feed/FeedProvider";
import { problemText } from "../../incident/problem";
import { ReportDialog } from "../../reports/ReportDialog";
import { mayReport } from "../../reports/report";
import { words as reporting } from "../../reports/words";
import { HandOver } from "../../watch/HandOver";
import { headline } from "../alarm";
import { doors } from "../doors";
import { type Alarm, CATEGORIES, type Category } from "../types";
import { words as shared } from "../words";
import type { Seat } from "./useSeat";
import { words } from "./words";

const ACTS = ["OPERATOR", "SHIFT_LEAD"];
/** Of the live picture, out of which a report takes its still. */
const LIVE = ".mon-live";

export interface FollowDesk {
  mayAct: boolean;
  incidentId: string | null;
  incident: Incident | null;
  isRegistering: boolean;
  /** The site has something to speak with. */
  mayAnnounce: boolean;
  problem: unknown;
  register: (category: Category) => void;
  panel: "announce" | "report" | "handOver" | null;
  show: (panel: FollowDesk["panel"]) => void;
}

/** `onRegistered`: a verdict on which an incident stands is taken back no more. */
export function useFollow(alarm: Alarm | null, onRegistered: () => void): FollowDesk {
  const { incidents, hello } = useFeed();
  const [opened, setOpened] = useState<Record<string, string>>({});
  const [panel, setPanel] = useState<FollowDesk["panel"]>(null);
  const register = useMutation({
    mutationFn: (given: { alarm: Alarm; category: Category }) =>
      doors.register(given.alarm.alarm_id, given.category),
    onSuccess: (made, given) => {
      setOpened((all) => ({ ...all, [given.alarm.alarm_id]: made.incident_id }));
      onRegistered();
    },
  });
  const mayAct = ACTS.includes(hello?.person.role ?? "");
  const speaker = useQuery({
    queryKey: ["monitoring", "speaker", alarm?.alarm_id],
    queryFn: () => doors.mayAnnounce(alarm?.alarm_id ?? ""),
    enabled: alarm !== null && mayAct,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const incidentId = alarm ? (opened[alarm.alarm_id] ?? alarm.incident_id) : null;
  return {
    mayAct,
    mayAnnounce: speaker.data?.may === true,
    incidentId,
    incident: incidents.find((one) => one.incident_id === incidentId) ?? null,
    isRegistering: register.isPending,
    problem: register.error,
    register: (category) => {
      if (alarm && !incidentId && !register.isPending) register.mutate({ alarm, category });
    },
    panel,
    show: setPanel,
  };
}

function Announce({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const [text, setText] = useState("");
  const speak = useMutation({ mutationFn: () => doors.announce(alarm.alarm_id, text.trim()) });
  const second = useSecondPress(() => speak.mutate());
  if (speak.data) {
    // the node says whether anything sounded: the page must not claim more
    return <p role="status">{inLanguage(lang, speak.data.text_ko, speak.data.text_en)}</p>;
  }
  return (
    <form
      className="mon-announce"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim().length > 1 && !speak.isPending) second.press();
      }}
    >
      <label>
        {w.announceText}
        <input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit" data-armed={second.armed || undefined} className="danger">
        {second.armed ? w.announceSure : w.announceSend}
      </button>
      <button type="button" onClick={onClose}>
        {s.cancel}
      </button>
      {speak.isError && <p role="alert">{problemText(speak.error, lang)}</p>}
    </form>
  );
}

function Register({ follow }: { follow: FollowDesk }) {
  const w = useWords(words);
  const lang = language.use();
  if (follow.incidentId) {
    return (
      <p className="mon-registered" role="status">
        <b>{w.registered}</b>
        <button type="button" onClick={() => go("/watch")}>
          {w.toWatch}
        </button>
      </p>
    );
  }
  return (
    <fieldset className="mon-categories" disabled={follow.isRegistering}>
      <legend>{follow.isRegistering ? w.registering : w.category}</legend>
      {CATEGORIES.map((one, index) => (
        <button key={one} type="button" onClick={() => follow.register(one)}>
          {w.categories[one]}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
      {follow.problem ? <p role="alert">{problemText(follow.problem, lang)}</p> : null}
    </fieldset>
  );
}

function Dialogs({ alarm, follow }: { alarm: Alarm; follow: FollowDesk }) {
  const { hello } = useFeed();
  const { incident } = follow;
  const close = () => follow.show(null);
  if (!incident) return null;
  const tile = incident.tiles.find((one) => one.camera_id === alarm.camera_id) ?? incident.tiles[0];
  if (follow.panel === "handOver") {
    return <HandOver incident={incident} ownCode={hello?.centre.code ?? ""} onClose={close} />;
  }
  if (follow.panel !== "report" || !tile) return null;
  return (
    <ReportDialog
      incident={incident}
      tile={tile}
      element={document.querySelector(LIVE)}
      onClose={close}
    />
  );
}

export function FollowUp(props: { alarm: Alarm; seat: Seat; follow: FollowDesk }) {
  const { alarm, seat, follow } = props;
  const w = useWords(words);
  const r = useWords(reporting);
  const lang = language.use();
  const { hello } = useFeed();
  const { incident } = follow;
  const waits = seat.queue.shown.length;
  const tile = incident?.tiles[0] ?? null;
  const canReport = mayReport(incident, tile, hello?.person.role ?? "");
  return (
    <section className="mon-follow" aria-label={w.follow}>
      <p className="mon-follow-what">{w.followWhat(headline(alarm, lang))}</p>
      {follow.mayAct && <Register follow={follow} />}
      {follow.panel === "announce" && <Announce alarm={alarm} onClose={() => follow.show(null)} />}
      <div className="mon-follow-keys">
        {follow.mayAct && (
          <>
            {follow.mayAnnounce && (
              <button type="button" onClick={() => follow.show("announce")}>
                {w.announce}
                <kbd>B</kbd>
              </button>
            )}
            <button type="button" disabled={!canReport} onClick={() => follow.show("report")}>
              {r.open}
              <kbd>R</kbd>
            </button>
            <button type="button" disabled={!incident} onClick={() => follow.show("handOver")}>
              {w.handOver}
              <kbd>H</kbd>
            </button>
          </>
        )}
        <span className="grow" />
        <button type="button" onClick={() => seat.next(true)}>
          {w.finish}
          <kbd>E</kbd>
        </button>
        <button type="button" className="primary" onClick={() => seat.next(false)}>
          {waits > 0 ? w.nextWaits(count(waits)) : w.next}
          <kbd>N</kbd>
        </button>
      </div>
      {follow.mayAct && !follow.incidentId && <p className="mon-faint">{w.afterRegister}</p>}
      <Dialogs alarm={alarm} follow={follow} />
    </section>
  );
}
