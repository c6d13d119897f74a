// What other centres lend for an incident: a few quiet lines, marked where a line does not stand.
import type { Incident, Lending } from "../api/feed";
import { language } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { otherCentres } from "./others";
import "./others.css";

export function Others(props: {
  incident: Incident;
  isConcerned: (lending: Lending) => boolean;
  /** In a cab only what is out of reach. */
  onlyCut?: boolean;
}) {
  const lang = language.use();
  const lines = otherCentres(props.incident, useLinks(), lang, props.isConcerned);
  const shown = props.onlyCut ? lines.filter((one) => one.isCut) : lines;
  return shown.map((one) => (
    <span key={one.key} className="other-centre" data-cut={one.isCut || undefined}>
      {one.text}
    </span>
  ));
}
