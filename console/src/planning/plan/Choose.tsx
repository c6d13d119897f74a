// 확정: the head chooses one version of a year, with a reason that stands in the trail.
import { useState } from "react";
import { Problem } from "../../api/client";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { ReasonDialog } from "../../people/ReasonDialog";
import { useChange } from "../../people/useAsk";
import { doors } from "../doors";
import type { PlanVersion } from "../types";
import { wonText } from "../won";
import { figuresOf } from "./compare";
import { words } from "./words";
import "../../people/people.css";

export function Choose({ version }: { version: PlanVersion }) {
  const w = useWords(words);
  const lang = language.use();
  const [isAsking, setAsking] = useState(false);
  const choose = useChange(["planning"], (reason: string) =>
    doors.choose(version.plan_id, version.version, reason),
  );
  const { error } = choose;
  const isBuilt = error instanceof Problem && error.code === "already_built";
  const figures = figuresOf(version.plan);
  const name = `${version.config.name} ${w.versionName(String(version.version))}`;
  return (
    <>
      <button type="button" className="primary" onClick={() => setAsking(true)}>
        {w.choose}
      </button>
      {isAsking && (
        <ReasonDialog
          title={w.chooseTitle}
          what={w.chooseWhat(name, count(figures.sites), wonText(figures.won, lang))}
          hint={w.chooseHint}
          confirm={w.choose}
          isSending={choose.isPending}
          failure={error ? (isBuilt ? w.alreadyBuilt : problemText(error, lang)) : null}
          onConfirm={(reason) => choose.mutate(reason, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
