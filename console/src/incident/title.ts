// How a call is named on every page: `코드0 강도`, and where it is.
import type { Incident } from "../api/feed";
import { inLanguage, type Language } from "../app/language";
import { words } from "./words";

/** `코드0` for C0; a service without codes has none. */
export function codeOf(incident: Incident, of: Language): string {
  const level = /^C(\d)$/.exec(incident.code)?.[1];
  return level ? words[of].code(level) : incident.code;
}

export function titleOf(incident: Incident, of: Language): string {
  const category = inLanguage(of, incident.category_ko, incident.category_en);
  // an ended call for help has forgotten what kind it was
  const kind = category || inLanguage(of, incident.service_name_ko, incident.service_name_en);
  return [codeOf(incident, of), kind].filter(Boolean).join(" ");
}

/** The city goes without saying; the district does not (a neighbour's scene may be lent too). */
const CITY = /^서울(특별시|시)?\s+(?=\S+구\s)/;

export function withoutCity(address: string): string {
  return address.replace(CITY, "");
}

export function whereOf(incident: Incident, of: Language): string {
  const { place } = incident;
  if (incident.discreet) return words[of].placeKept;
  const where = place?.address || incident.address || place?.dong;
  if (where) return withoutCity(where);
  // an ended call for help has forgotten where it was: that it is not known yet would be wrong
  return incident.category === "" ? "" : words[of].placeUnknown;
}

/** Only what cannot wait is red; a service without codes (119) calls only then. */
export function isUrgent(incident: Incident): boolean {
  return !/^C[2-9]$/.test(incident.code);
}
