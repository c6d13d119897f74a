// Recovery codes, shown once: copied, printed or written down before anybody goes on.
import { useState } from "react";
import { useWords } from "../app/language";
import { words } from "./words";

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const w = useWords(words).codes;
  const [isKept, setKept] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard?.writeText(codes.join("\n")).then(() => setCopied(true));
  };
  return (
    <div className="recovery">
      <p>{w.what}</p>
      <ol aria-label={w.list}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="recovery-tools">
        <button type="button" onClick={copy}>
          {isCopied ? w.copied : w.copy}
        </button>
        <button type="button" onClick={() => window.print()}>
          {w.print}
        </button>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={isKept}
          onChange={(event) => setKept(event.target.checked)}
        />
        {w.kept}
      </label>
      <button type="button" className="primary" disabled={!isKept} onClick={onDone}>
        {w.done}
      </button>
    </div>
  );
}
