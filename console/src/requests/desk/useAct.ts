// One press on a request, and the list read again.
import { useMutation, useQueryClient } from "@tanstack/react-query";

export function useAct<In>(act: (given: In) => Promise<unknown>, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries({ queryKey: ["camera requests"] }),
  });
}
