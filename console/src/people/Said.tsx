// A table that is not there yet, or could not be read.
import type { UseQueryResult } from "@tanstack/react-query";
import { language, useWords } from "../app/language";
import { peopleProblem } from "./problem";
import { words } from "./words";

export function Said({ query, loading }: { query: UseQueryResult<unknown>; loading: string }) {
  const w = useWords(words);
  const lang = language.use();
  if (!query.isError) {
    return (
      <p className="people-said" role="status">
        {loading}
      </p>
    );
  }
  return (
    <div className="people-said" role="alert">
      <b>{w.failed}</b>
      <span>{peopleProblem(query.error, lang)}</span>
      <button type="button" onClick={() => void query.refetch()}>
        {w.again}
      </button>
    </div>
  );
}
