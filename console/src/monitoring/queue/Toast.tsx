// What became of the last press, and ten seconds to take it back.
import { useEffect, useState } from "react";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { headline } from "../alarm";
import { words as shared } from "../words";
import { UNDO_MS } from "./queue";
import type { Said, VerdictDesk } from "./useVerdicts";
import { words } from "./words";

function useSecondsLeft(): number {
  const [left, setLeft] = useState(UNDO_MS / 1000);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => {
      setLeft(Math.max(0, Math.ceil((UNDO_MS - (performance.now() - from)) / 1000)));
    }, 250);
    return () => clearInterval(timer);
  }, []);
  return left;
}

function sentence(said: Said, lang: "ko" | "en"): string {
  const w = words[lang];
  const what = headline(said.alarm, lang);
  if (said.outcome !== "done") return w[said.outcome](what);
  if (said.verdict === "false") {
    return w.done.false(what, shared[lang].reasons[said.reason ?? "other"] ?? "");
  }
  return w.done[said.verdict](what);
}

function Undo({ onUndo }: { onUndo: () => void }) {
  const w = useWords(words);
  const left = useSecondsLeft();
  return (
    <button type="button" onClick={onUndo}>
      {w.undoIn(String(left))}
      <kbd>Z</kbd>
    </button>
  );
}

export function Toast({ desk }: { desk: VerdictDesk }) {
  const s = useWords(shared);
  const lang = language.use();
  const { said } = desk;
  return (
    <div className="mon-toast" data-shown={said !== null || undefined}>
      <span role={said?.outcome === "failed" ? "alert" : "status"}>
        {said && sentence(said, lang)}
        {said?.problem ? ` ${problemText(said.problem, lang)}` : ""}
      </span>
      {said && desk.undo && <Undo key={said.alarm.alarm_id} onUndo={desk.undo} />}
      {said && !desk.undo && (
        <button type="button" className="quiet" onClick={desk.forget}>
          {s.close}
        </button>
      )}
    </div>
  );
}
