// Watching switched on or off, for some cameras or a dong, by a second look and with a reason.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { doors } from "../doors";

/** What a press is about: `what` names it to the reader. */
export interface Wish {
  on: boolean;
  what: string;
  camera_ids: readonly string[];
  dong: string;
}

export function useSwitch(onDone: () => void) {
  const client = useQueryClient();
  const [wish, setWish] = useState<Wish | null>(null);
  const change = useMutation({
    mutationFn: (given: Wish & { reason: string }) =>
      doors.switchWatching({
        on: given.on,
        reason: given.reason,
        camera_ids: [...given.camera_ids],
        dong: given.dong,
      }),
    onSuccess: () => {
      setWish(null);
      onDone();
      return client.invalidateQueries({ queryKey: ["monitoring"] });
    },
  });
  return {
    wish,
    ask: (next: Wish) => {
      change.reset();
      setWish(next);
    },
    cancel: () => setWish(null),
    confirm: (reason: string) => wish && change.mutate({ ...wish, reason }),
    isSending: change.isPending,
    problem: change.error,
    changed: change.data?.changed ?? null,
  };
}

export type Switching = ReturnType<typeof useSwitch>;
