// People in the trail are ids; an id is shown by its end, which tells two apart, and whole on hover.
const PERSON = /^per_[0-9a-z]{26}$/;

export function isPerson(actor: string | null | undefined): actor is string {
  return typeof actor === "string" && PERSON.test(actor);
}

/** `per·x1ypks`; anything else as it is. */
export function shortPerson(actor: string): string {
  return isPerson(actor) ? `per·${actor.slice(-6)}` : actor;
}
