// Names behind ids: what waits for this person's word, what this person has asked for, and the names open in this session.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask, type Body, tell } from "../api/client";

export type Opening = Answer<"ListNames">["openings"][number];
export type NamedPerson = Opening["people"][number];

const KEY = ["names"];
const AGAIN_MS = 4000;

export function useNames() {
  const client = useQueryClient();
  const keep = (answer: Answer<"ListNames">) => client.setQueryData(KEY, answer);
  const list = useQuery({
    queryKey: KEY,
    queryFn: () => ask<"ListNames">("/api/names"),
    refetchInterval: AGAIN_MS,
  });
  const asking = useMutation({
    mutationFn: (wanted: Body<"AskNames">) => tell<"AskNames">("/api/names", wanted),
    onSuccess: keep,
  });
  const agreeing = useMutation({
    mutationFn: (opening: string) =>
      tell<"AgreeToNames">(`/api/names/${encodeURIComponent(opening)}/agree`),
    onSuccess: keep,
  });
  return { list, openings: list.data?.openings ?? [], asking, agreeing };
}

/** Whose the ids are, as far as they are open now. */
export function openNames(openings: readonly Opening[]): ReadonlyMap<string, NamedPerson> {
  return new Map(openings.flatMap((one) => one.people.map((person) => [person.person_id, person])));
}
