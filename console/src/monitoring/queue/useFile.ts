// A clip or picture of an alarm: fetched once (each look is a row of the trail), never kept beyond the page that shows it.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

export interface KeptFile {
  url: string | null;
  isPending: boolean;
  problem: unknown;
  again: () => void;
}

function useUrl(file: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}

const KEPT_MS = 60_000;

export function useFile(
  key: readonly string[],
  isThere: boolean,
  read: () => Promise<Blob>,
): KeptFile {
  const file = useQuery({
    queryKey: ["alarm-file", ...key],
    queryFn: read,
    enabled: isThere,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    retry: false,
  });
  return {
    url: useUrl(file.data),
    isPending: isThere && file.isPending,
    problem: file.isError ? file.error : null,
    again: () => void file.refetch(),
  };
}
