// To whom an alarm can be handed: the parties of the agreements about its service, the police first, never twice. Pure.
import type { Answer } from "../api/client";
import type { Incident } from "../api/feed";

type Agreement = Answer<"ListAgreements">[number];
export type Body = Pick<Agreement["parties"][number], "organisation" | "name_ko" | "name_en">;

const POLICE = "KNPA.";

export function bodiesOf(
  agreements: readonly Pick<Agreement, "parties" | "services">[],
  incident: Incident,
  ownCode: string,
): Body[] {
  const asked = new Set(
    incident.lendings.filter((one) => !one.is_own).map((one) => one.organisation),
  );
  const bodies = new Map<string, Body>();
  const about = agreements.filter((one) => one.services.includes(incident.service));
  for (const party of about.flatMap((one) => one.parties)) {
    const { organisation } = party;
    if (organisation !== ownCode && !asked.has(organisation)) bodies.set(organisation, party);
  }
  const rank = (one: Body) => (one.organisation.startsWith(POLICE) ? 0 : 1);
  return [...bodies.values()].sort(
    (a, b) => rank(a) - rank(b) || a.organisation.localeCompare(b.organisation),
  );
}
