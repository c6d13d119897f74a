// `/request-camera`: open to everybody, made for a phone. No account, no cookie, nothing fetched from outside.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inLanguage, language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { doors, type Taken } from "../doors";
import { StatusCheck } from "./StatusCheck";
import { TakenSaid } from "./TakenSaid";
import { WishForm } from "./WishForm";
import { words } from "./words";
import "../../app/office.css";
import "./form.css";

function LanguageKey() {
  const w = useWords(words);
  const lang = language.use();
  const other = lang === "ko" ? "en" : "ko";
  return (
    <button type="button" className="quiet" lang={other} onClick={() => language.set(other)}>
      {lang === "ko" ? w.toEnglish : w.toKorean}
    </button>
  );
}

export function RequestCameraPage() {
  const w = useWords(words);
  const lang = language.use();
  const form = useQuery({
    queryKey: ["request form"],
    queryFn: doors.form,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [taken, setTaken] = useState<Taken | null>(null);
  const said = form.data;
  const side = (ko: string, en: string) => inLanguage(lang, ko, en);
  return (
    <main className="wish-page">
      <header>
        <p>
          {said ? side(said.centre_ko, said.centre_en) : ""}
          <LanguageKey />
        </p>
        <h1>{w.title}</h1>
        {said && <p className="wish-lead">{w.lead(side(said.district_ko, said.district_en))}</p>}
        <p className="wish-urgent">{w.urgent}</p>
      </header>
      {form.isPending && <OfficeSaid title={w.loading} />}
      {form.isError && (
        <OfficeSaid title={w.failed} isAlert>
          <button type="button" onClick={() => void form.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {said &&
        (taken ? (
          <TakenSaid taken={taken} onMore={() => setTaken(null)} />
        ) : (
          <WishForm form={said} onTaken={setTaken} />
        ))}
      <StatusCheck />
      {said && (
        <footer>
          <span>{w.office(side(said.department_ko, said.department_en), said.telephone)}</span>
          <a href="/policy">{w.policy}</a>
        </footer>
      )}
    </main>
  );
}
