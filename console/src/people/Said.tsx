// A table that is not there yet, or could not be read.
import type { UseQueryResult } from "@tanstack/react-query";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { peopleProblem } from "./problem";
import { words } from "./words";

export function Said({
  query,
  loading,
}: {
  query: Pick<UseQueryResult<unknown>, "isError" | "error" | "refetch">;
  loading: string;
}) {
  const w = useWords(words);
  const lang = language.use();
  if (!query.isError) return <OfficeSaid title={loading} />;
  return (
    <OfficeSaid title={w.failed} text={peopleProblem(query.error, lang)} isAlert>
      <button type="button" onClick={() => void query.refetch()}>
        {w.again}
      </button>
    </OfficeSaid>
  );
}
