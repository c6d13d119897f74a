// The room's keys on the card: direction of flight, five or nine tiles, more time, and the end.
import type { Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { toMs } from "../app/format";
import { useWords } from "../app/language";
import type { SecondPress } from "../app/useSecondPress";
import { ownLending } from "./incident";
import { words } from "./words";

const RENEW_BEFORE_MS = 10 * 60_000;

/** The grant that may be renewed now: with renewals left, and near its end. */
export function renewable(incident: Incident, now: number): string | null {
  const lending = ownLending(incident);
  if (lending?.state !== "active" || lending.renewals_left < 1) return null;
  const ends = toMs(lending.ends_at);
  return ends !== null && ends - now < RENEW_BEFORE_MS ? lending.grant_id : null;
}

export function Actions(props: {
  incident: Incident;
  isAiming: boolean;
  isNine: boolean;
  closing: SecondPress;
  onAim: () => void;
  onNine: () => void;
  onRenew: (grantId: string) => void;
}) {
  const { incident, closing } = props;
  const w = useWords(words);
  const grantId = renewable(incident, useSecond());
  const hasTiles = incident.tiles.length > 0;
  return (
    <div className="actions">
      {incident.may_direct && incident.place && (
        <button type="button" aria-pressed={props.isAiming} onClick={props.onAim}>
          {w.flight}
          <kbd>M</kbd>
        </button>
      )}
      {hasTiles && (
        <button type="button" onClick={props.onNine}>
          {props.isNine ? w.five : w.nine}
          <kbd>W</kbd>
        </button>
      )}
      {grantId && (
        <button type="button" onClick={() => props.onRenew(grantId)}>
          {w.renew}
          <kbd>R</kbd>
        </button>
      )}
      {incident.may_close && (
        <button
          type="button"
          className="danger"
          data-armed={closing.armed || undefined}
          title={w.closeWhat}
          onClick={closing.press}
        >
          {closing.armed ? w.closeSure : w.close}
          <kbd>E</kbd>
        </button>
      )}
    </div>
  );
}
