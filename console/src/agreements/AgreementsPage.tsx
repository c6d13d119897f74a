// 협약: the list, conflicts between them, and one agreement at work. Reading is for all who may open it; buttons for who may act.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { nodeNow } from "../app/clock";
import { seoulDate } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useMedia } from "../app/useMedia";
import { openInPage, usePlaceInPage } from "../app/usePlaceInPage";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { AgreementList } from "./AgreementList";
import { doors } from "./doors";
import type { Conflict } from "./node";
import { OneAgreement } from "./OneAgreement";
import { words } from "./words";
import "../app/office.css";
import "./agreements.css";

/** Running provisions and suspensions change without this page's doing. */
const EVERY_MS = 10_000;
/** So wide, list and agreement stand side by side, and the only agreement need not be chosen. */
const BESIDE = "(min-width: 901px)";

function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const w = useWords(words);
  const lang = language.use();
  if (conflicts.length === 0) return null;
  return (
    <details className="conflict-list">
      <summary>{w.conflicts(conflicts.length)}</summary>
      <p className="hint">{w.conflictsWhat}</p>
      <ul>
        {conflicts.map((one) => (
          <li key={one.text_ko}>{inLanguage(lang, one.text_ko, one.text_en)}</li>
        ))}
      </ul>
    </details>
  );
}

/** `SB-2023-08/2`: an agreement, and one of its versions where it is not the current one. */
function placeOf(place: string): { agreementId: string | null; version: number | null } {
  const [agreementId, version] = place.split("/");
  return { agreementId: agreementId || null, version: Number(version) || null };
}

export function AgreementsPage() {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const { hello, incidents } = useFeed();
  const place = placeOf(usePlaceInPage());
  const isWide = useMedia(BESIDE);
  const list = useQuery({
    queryKey: ["agreements"],
    queryFn: doors.list,
    refetchInterval: EVERY_MS,
  });
  const conflicts = useQuery({
    queryKey: ["agreement-conflicts"],
    queryFn: doors.conflicts,
    refetchInterval: EVERY_MS * 6,
  });
  const fresh = () => {
    void client.invalidateQueries({ queryKey: ["agreements"] });
    void client.invalidateQueries({ queryKey: ["agreement"] });
    void client.invalidateQueries({ queryKey: ["agreement-conflicts"] });
  };
  const runs = incidents.flatMap((one) => one.lendings).filter((one) => one.state === "active");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what runs now has changed
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ["agreements"] });
  }, [runs.length]);
  if (list.isError && !list.data) {
    return (
      <OfficeSaid title={w.failed} text={problemText(list.error, lang)} isAlert>
        <button type="button" onClick={() => void list.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  if (!list.data) return <OfficeSaid title={w.loading} />;
  if (list.data.length === 0) return <OfficeSaid title={w.none} text={w.noneWhat} />;
  const only = list.data.length === 1 && isWide ? list.data[0] : undefined;
  const chosen = list.data.find((one) => one.agreement_id === place.agreementId) ?? only;
  return (
    <section className="agreements" aria-label={w.page} data-chosen={chosen ? true : undefined}>
      <h1 className="sr-only">{w.page}</h1>
      <Conflicts conflicts={conflicts.data ?? []} />
      <AgreementList
        agreements={list.data}
        chosenId={chosen?.agreement_id ?? null}
        today={seoulDate(nodeNow())}
        onChoose={openInPage}
      />
      {chosen ? (
        <OneAgreement
          key={chosen.agreement_id}
          summary={chosen}
          version={place.version ?? chosen.version}
          role={hello?.person.role ?? ""}
          onFresh={fresh}
        />
      ) : (
        <p className="agreement-one hint">{w.choose}</p>
      )}
    </section>
  );
}
