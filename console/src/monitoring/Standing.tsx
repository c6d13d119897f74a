// What a page says while its figures are on their way, refused, or older than the link.
import type { UseQueryResult } from "@tanstack/react-query";
import { Problem } from "../api/client";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { words } from "./words";

const REFUSED = 403;

type Asked = Pick<
  UseQueryResult<unknown>,
  "isPending" | "isError" | "data" | "error" | "dataUpdatedAt" | "refetch"
>;

/** Nothing while all is well; the page shows its data beside it. */
export function Standing({ of }: { of: Asked }) {
  const w = useWords(words);
  const lang = language.use();
  if (of.isPending) return <OfficeSaid title={w.loading} />;
  if (!of.isError) return null;
  if (of.data !== undefined) {
    return (
      <p className="office-quiet" role="status">
        {w.staleSince(seoulTime(of.dataUpdatedAt))}
      </p>
    );
  }
  const status = of.error instanceof Problem ? of.error.status : null;
  if (status === REFUSED) return <OfficeSaid title={w.notYours} isAlert />;
  return (
    <OfficeSaid
      title={status === 0 ? w.offline : w.failed}
      text={status === 0 ? "" : problemText(of.error, lang)}
      isAlert
    >
      <button type="button" onClick={() => void of.refetch()}>
        {w.again}
      </button>
    </OfficeSaid>
  );
}
