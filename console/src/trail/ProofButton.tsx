// 증명: checks one row in this browser and says in words what came out.
import { useMutation } from "@tanstack/react-query";
import { useWords } from "../app/language";
import { useProofs } from "./ProofStrip";
import { prove } from "./proof";
import { words } from "./words";

export function ProofButton({ sequence }: { sequence: number }) {
  const w = useWords(words).proof;
  const key = useProofs().data?.log_key ?? "";
  const proving = useMutation({ mutationFn: () => prove(sequence, key) });
  const said = proving.data && w.verdicts[proving.data];
  const isWell = proving.data === "proved" || proving.data === "unsigned";
  const isBad = proving.data && !isWell && proving.data !== "not_yet";
  return (
    <div className="trail-prove">
      <button
        type="button"
        className="quiet"
        aria-label={w.proveRow(String(sequence))}
        disabled={proving.isPending || !key}
        onClick={() => proving.mutate()}
      >
        {proving.isPending ? w.proving : w.prove}
      </button>
      <span role="status" className={isBad ? "trail-broken" : ""}>
        {proving.isError ? w.failed : said}
      </span>
    </div>
  );
}
