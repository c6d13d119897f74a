// One change at a time, and the sentence for how it failed.
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** Runs a change, then reads again what it changed. */
export function useChange<In, Out>(key: readonly string[], change: (given: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(key.map((one) => client.invalidateQueries({ queryKey: [one] }))),
  });
}
