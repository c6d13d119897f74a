// Services and bodies by their names: what the form offers and the list says.
import { useQuery } from "@tanstack/react-query";
import { doors as agreements } from "../agreements/doors";
import { api } from "../api/client";
import { inLanguage, language } from "../app/language";

export interface Option {
  code: string;
  name: string;
}

export function useOptions(): { services: Option[]; bodies: Option[] } {
  const lang = language.use();
  const services = useQuery({ queryKey: ["services"], queryFn: api.services });
  const signed = useQuery({ queryKey: ["agreements"], queryFn: agreements.list });
  const parties = (signed.data ?? []).flatMap((one) => one.parties);
  const bodies = new Map(
    parties.map((one) => [one.organisation, inLanguage(lang, one.name_ko, one.name_en)]),
  );
  return {
    services: (services.data?.services ?? [])
      .flatMap((one) => one.codes)
      .map((one) => ({ code: one.code, name: inLanguage(lang, one.name_ko, one.name_en) })),
    bodies: [...bodies].map(([code, name]) => ({ code, name })),
  };
}

/** What nobody has named stays a code. */
export function nameOf(options: readonly Option[], code: string): string {
  return options.find((one) => one.code === code)?.name ?? code;
}
