// 119·112 신고: the still that goes, what goes with it, and a second press of the same key. Nothing is sent before.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { api, Problem } from "../api/client";
import type { Incident, IncidentTile } from "../api/feed";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { problemText } from "../incident/problem";
import { titleOf, whereOf } from "../incident/title";
import { ReportState } from "./ReportList";
import {
  base64Of,
  KINDS,
  type Kind,
  kindFor,
  LONGEST,
  proposed,
  type Said,
  type To,
} from "./report";
import { Picture, type Still, useStill } from "./Still";
import { useReports } from "./useReports";
import { words } from "./words";
import "../people/people.css";
import "./reports.css";

const RECEIVERS: readonly To[] = ["119", "112"];

function useDraft(incident: Incident) {
  const [to, setTo] = useState<To>(() => proposed(incident).to);
  const [kind, setKind] = useState<Kind>(() => proposed(incident).kind);
  const [text, setText] = useState("");
  const choose = (next: To) => {
    setTo(next);
    setKind(kindFor(next, kind));
  };
  return { to, kind, text, choose, setKind, setText };
}

type Draft = ReturnType<typeof useDraft>;

function Fields({ draft, isTried }: { draft: Draft; isTried: boolean }) {
  const w = useWords(words);
  const isMissing = isTried && !draft.text.trim();
  return (
    <>
      <fieldset className="report-to">
        <legend>{w.to}</legend>
        {RECEIVERS.map((one) => (
          <label key={one} className="check">
            <input
              type="radio"
              name="report-to"
              checked={draft.to === one}
              onChange={() => draft.choose(one)}
            />
            {w.receivers[one]}
          </label>
        ))}
      </fieldset>
      <label>
        {w.kind}
        <select value={draft.kind} onChange={(event) => draft.setKind(event.target.value as Kind)}>
          {KINDS[draft.to].map((one) => (
            <option key={one} value={one}>
              {w.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.text}
        <textarea
          rows={3}
          value={draft.text}
          maxLength={LONGEST}
          aria-invalid={isMissing || undefined}
          aria-describedby="report-hint"
          onChange={(event) => draft.setText(event.target.value)}
        />
        <small id="report-hint" className={isMissing ? "failure" : undefined}>
          {isMissing ? w.textMissing : w.textHint(count(LONGEST - draft.text.length))}
        </small>
      </label>
    </>
  );
}

/** Where it happens; else where the camera stands. */
const placeOf = (incident: Incident, tile: IncidentTile) => incident.place ?? tile;

function useSend(draft: Draft, incident: Incident, tile: IncidentTile, still: Still | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (!still) throw new Error("no still");
      const { lat, lon } = placeOf(incident, tile);
      const said: Said = {
        to: draft.to,
        kind: draft.kind,
        text: draft.text.trim(),
        lat,
        lon,
        camera_id: tile.camera_id,
        incident_id: incident.incident_id,
        still: await base64Of(still.jpeg),
      };
      return api.report(said);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["reports"] }),
  });
}

function useFailure(why: Error | null): string | null {
  const w = useWords(words);
  const lang = language.use();
  if (!why) return null;
  const known = why instanceof Problem ? w.problems[why.code] : undefined;
  return known ?? problemText(why, lang);
}

function Sent({ reportId, onClose }: { reportId: string; onClose: () => void }) {
  const w = useWords(words);
  const { reports } = useReports(true);
  const one = reports.find((each) => each.report_id === reportId);
  return (
    <>
      <div className="report-sent" role="status">
        {one ? <ReportState report={one} /> : <b>{w.states.waiting}</b>}
      </div>
      <footer>
        <button type="button" className="primary" onClick={onClose}>
          {w.close}
        </button>
      </footer>
    </>
  );
}

function ReportForm(props: {
  incident: Incident;
  tile: IncidentTile;
  element: Element | null;
  onClose: () => void;
}) {
  const { incident, tile } = props;
  const w = useWords(words);
  const lang = language.use();
  const still = useStill(props.element);
  const draft = useDraft(incident);
  const [isTried, setTried] = useState(false);
  const send = useSend(draft, incident, tile, still ?? null);
  const failure = useFailure(send.error);
  const second = useSecondPress(() => send.mutate());
  const isOurs = tile.owner === "";
  const isReady = Boolean(still) && isOurs && !send.isPending;
  const to = w.receivers[draft.to];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReady && draft.text.trim()) second.press();
  };
  return (
    <form className="report-form" onSubmit={submit} noValidate>
      <Picture still={still} camera={tile.name} />
      <div className="report-fields">
        {send.data ? (
          <Sent reportId={send.data.report_id} onClose={props.onClose} />
        ) : (
          <>
            {!isOurs && (
              <p className="failure" role="alert">
                {w.notOurs}
              </p>
            )}
            {failure && (
              <p className="failure" role="alert">
                {failure}
              </p>
            )}
            <Fields draft={draft} isTried={isTried} />
            <p className="report-place">
              {w.place} <b>{whereOf(incident, lang) || tile.name}</b>
            </p>
            <p className="report-kept">
              {w.what} {w.kept}
            </p>
            <footer>
              <button
                type="submit"
                className="danger"
                data-armed={second.armed || undefined}
                disabled={!isReady}
              >
                {send.isPending ? w.sending : second.armed ? w.sure(to) : w.send(to)}
              </button>
              <button type="button" onClick={props.onClose}>
                {w.cancel}
              </button>
            </footer>
          </>
        )}
      </div>
    </form>
  );
}

export function ReportDialog(props: {
  incident: Incident;
  tile: IncidentTile;
  /** The tile on the page, out of which the still is taken. */
  element: Element | null;
  onClose: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => open || props.onClose()}
    >
      <Modal>
        <Dialog className="dialog report-dialog">
          <Heading slot="title" level={2}>
            {w.title} · {titleOf(props.incident, lang)}
          </Heading>
          <p className="report-kept">{w.who}</p>
          <ReportForm {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
