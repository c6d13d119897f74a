// Names of the dongs by their codes, as the map has them.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client";
import { inLanguage, language } from "../app/language";

const LONG_MS = 600_000;

export interface Dong {
  code: string;
  name: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function useDongs(): { dongs: readonly Dong[]; nameOf: (code: string) => string } {
  const lang = language.use();
  const { data } = useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: LONG_MS });
  return useMemo(() => {
    const dongs = (data?.features ?? [])
      .map(({ properties: said }) => ({
        code: text(said?.code),
        name: inLanguage(lang, text(said?.name), text(said?.name_en)),
      }))
      .filter((one) => one.code && one.name)
      .sort((a, b) => a.name.localeCompare(b.name, lang));
    const names = new Map(dongs.map((one) => [one.code, one.name]));
    return { dongs, nameOf: (code: string) => names.get(code) ?? "" };
  }, [data, lang]);
}
