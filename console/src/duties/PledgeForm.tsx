// 보안서약서: the text, and one button.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { doors, type MyDuties } from "./duties";
import { words } from "./words";

export function PledgeForm({ mine }: { mine: MyDuties }) {
  const w = useWords(words).mine;
  const lang = language.use();
  const client = useQueryClient();
  const signing = useMutation({
    mutationFn: () => doors.pledge(mine.pledge_version),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "duties"] }),
  });
  const text = lang === "ko" ? mine.pledge_ko : mine.pledge_en;
  const signedAt = mine.standing.pledged_at;
  if (text.length === 0) return <p className="office-quiet">{w.noPledge}</p>;
  return (
    <div className="pledge">
      {!signedAt && <p>{w.read}</p>}
      <ol>
        {text.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {signedAt ? (
        <p className="office-quiet">{w.signedAt(seoulTime(signedAt, 0))}</p>
      ) : (
        <p>
          <button
            type="button"
            className="primary"
            disabled={signing.isPending}
            onClick={() => signing.mutate()}
          >
            {signing.isPending ? w.signing : w.sign}
          </button>
        </p>
      )}
      {signing.isError && <p role="alert">{problemText(signing.error, lang)}</p>}
    </div>
  );
}
