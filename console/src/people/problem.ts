// A refused change, in the words of who administers.
import { Problem } from "../api/client";
import type { Language } from "../app/language";
import { words } from "./words";

type Said = keyof (typeof words)["ko"]["problems"];

const BY_CODE: Record<string, Said> = {
  already_there: "taken",
  own_rights: "own",
  no_such_organisation: "organisation",
  no_such_person: "gone",
  no_such_device: "gone",
  no_such_partner: "gone",
  not_a_vehicle: "notVehicle",
};
const BY_STATUS: Record<number, Said> = { 0: "unreachable", 403: "notYours", 404: "gone" };
const BY_FIELD: Record<string, Said> = { role: "role", unit_id: "unit", services: "services" };

export function peopleProblem(problem: unknown, of: Language): string {
  const said = words[of].problems;
  if (!(problem instanceof Problem)) return said.other;
  const known = BY_CODE[problem.code] ?? BY_STATUS[problem.status] ?? BY_FIELD[problem.field ?? ""];
  return known ? said[known] : [said.other, problem.detail].filter(Boolean).join(" ");
}
