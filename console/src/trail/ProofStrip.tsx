// How far the trail was signed and who has witnessed it: one quiet line, coloured only when it is old.
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { useSecond } from "../app/clock";
import { ago, count, toMs } from "../app/format";
import { language, useWords } from "../app/language";
import { words } from "./words";

const OLD_MS = 120_000;
const AGAIN_MS = 10_000;

export function useProofs() {
  return useQuery({
    queryKey: ["proofs"],
    queryFn: () => ask<"ListWitnesses">("/api/audit/witnesses"),
    refetchInterval: AGAIN_MS,
  });
}

export function ProofStrip() {
  const w = useWords(words).proof;
  const lang = language.use();
  const now = useSecond();
  const proofs = useProofs();
  if (proofs.isPending) return <p className="trail-proof">{w.loading}</p>;
  if (!proofs.data) return <p className="trail-proof">{w.unknown}</p>;
  const { rows, signed_size, signed_at, witnesses } = proofs.data;
  const waits = rows > signed_size;
  const isOld = waits && now - (toMs(signed_at) ?? 0) > OLD_MS;
  const seen = witnesses.filter((one) => one.size !== null);
  return (
    <p className="trail-proof" role="status">
      <i className={`dot ${isOld ? "alarm" : ""}`} />
      <b>{signed_at ? w.signed(count(signed_size)) : w.unsigned}</b>
      {signed_at && <span>{ago(signed_at, now, lang)}</span>}
      {waits && (
        <span className={isOld ? "trail-old" : ""}>{w.behind(count(rows - signed_size))}</span>
      )}
      <span>
        {witnesses.length === 0
          ? w.alone
          : w.witnesses(count(seen.length), count(witnesses.length))}
      </span>
    </p>
  );
}
