// What the bodies of this centre are called: as in the agreements that they are parties of.
import { useQuery } from "@tanstack/react-query";
import { inLanguage, language } from "../app/language";
import { doors } from "./doors";

/** The name of a body's code; a code that no agreement names is shown as it is. */
export function useBodies(): (code: string) => string {
  const lang = language.use();
  const agreements = useQuery({
    queryKey: ["agreements"],
    queryFn: doors.list,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const parties = agreements.data?.flatMap((agreement) => agreement.parties) ?? [];
  return (code) => {
    const one = parties.find((party) => party.organisation === code);
    return inLanguage(lang, one?.name_ko, one?.name_en) || code;
  };
}
