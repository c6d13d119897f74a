// The registers as the node keeps them, and one's own standing.
import { type Answer, ask, type Body, tell } from "../api/client";

export type Duties = Answer<"ListDuties">;
export type MyDuties = Answer<"MyDuties">;
export type PersonDuties = Duties["people"][number];
export type Standing = MyDuties["standing"];
export type NewTraining = Body<"WriteTraining">;
export type NewOfficer = Body<"AppointOfficer">;
export type NewMinutes = Body<"WriteMinutes">;
export type NewAiUse = Body<"RegisterAi">;

const id = encodeURIComponent;

export const doors = {
  duties: () => ask<"ListDuties">("/api/duties"),
  mine: () => ask<"MyDuties">("/api/me/duties"),
  pledge: (version: string) => tell<"SignPledge">("/api/me/pledge", { version }),
  training: (given: NewTraining) => tell<"WriteTraining">("/api/duties/training", given),
  officer: (given: NewOfficer) => tell<"AppointOfficer">("/api/duties/officers", given),
  endOfficer: (officer: string, on: string) =>
    tell<"RelieveOfficer">(`/api/duties/officers/${id(officer)}/end`, { on }),
  minutes: (given: NewMinutes) => tell<"WriteMinutes">("/api/duties/minutes", given),
  ai: (given: NewAiUse) => tell<"RegisterAi">("/api/duties/ai", given),
  endAi: (ai: string, on: string) => tell<"RetireAi">(`/api/duties/ai/${id(ai)}/end`, { on }),
};

/** Who needs a person's attention first: closed seats, then the nearest due date, then by name. */
export function byUrgency(people: readonly PersonDuties[]): PersonDuties[] {
  const day = (one: PersonDuties) => one.standing.due_on ?? "9999";
  const closed = (one: PersonDuties) => (one.standing.lacks.length > 0 ? 0 : 1);
  const name = (one: PersonDuties) => one.name ?? one.who;
  return [...people].sort(
    (a, b) =>
      closed(a) - closed(b) || day(a).localeCompare(day(b)) || name(a).localeCompare(name(b)),
  );
}

export async function sha256Of(file: Blob): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new Uint8Array(await file.arrayBuffer()));
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
