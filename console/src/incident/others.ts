// What other centres lend for an incident, in words: lent, asked, refused, or out of reach. Pure.
import type { Incident, Lending, LinkStanding } from "../api/feed";
import { centreShort } from "../app/centre";
import { count, seoulMinute } from "../app/format";
import { inLanguage, type Language } from "../app/language";
import { staleOf } from "../feed/stale";
import { words } from "./words";

export interface OtherCentre {
  key: string;
  text: string;
  /** Its line does not stand: what is said may be old. */
  isCut: boolean;
}

const CLOSED = new Set(["closed", "expired", "withdrawn"]);

function said(lending: Lending, centre: string, of: Language): string {
  const w = words[of].others;
  const why = inLanguage(of, lending.reason_text_ko, lending.reason_text_en);
  const clause = inLanguage(of, lending.owner_clause_text_ko, lending.owner_clause_text_en);
  switch (lending.state) {
    case "active":
      return [w.lends(centre, count(lending.cameras)), clause].filter(Boolean).join(" · ");
    case "waiting":
      return w.asked(centre);
    case "refused":
      return [w.refused(centre), why].filter(Boolean).join(" · ");
    default:
      return [w.ended(centre), why].filter(Boolean).join(" · ");
  }
}

function cut(lending: Lending, centre: string, link: LinkStanding, of: Language): string {
  const w = words[of].others;
  const line = w.cut(centre, seoulMinute(link.since));
  const what = lending.state === "waiting" ? w.askedLater : w.lastKnown;
  return `${line} · ${what}`;
}

/** One line for each other centre and organisation; what is over goes without saying while something else of that centre runs. */
export function otherCentres(
  incident: Incident,
  links: readonly LinkStanding[],
  of: Language,
  isConcerned: (lending: Lending) => boolean,
): OtherCentre[] {
  const all = incident.lendings.filter((one) => one.owner !== "" && isConcerned(one));
  const running = new Set(all.filter((one) => !CLOSED.has(one.state)).map((one) => one.owner));
  const lines = new Map<string, OtherCentre>();
  for (const one of all) {
    if (CLOSED.has(one.state) && running.has(one.owner)) continue;
    const centre = centreShort(inLanguage(of, one.owner_name_ko, one.owner_name_en)) || one.owner;
    const link = CLOSED.has(one.state) ? null : staleOf(links, one.owner);
    const text = link ? cut(one, centre, link, of) : said(one, centre, of);
    lines.set(text, { key: `${one.owner} ${text}`, text, isCut: link !== null });
  }
  return [...lines.values()];
}
