// One quiet line above the page: a pledge to sign, a training that comes due.
import { useWords } from "../app/language";
import { go, usePath } from "../app/router";
import type { Standing } from "./duties";
import { useMyDuties } from "./useMyDuties";
import { words } from "./words";
import "./duties.css";

function textOf(standing: Standing, w: (typeof words)["ko"]["notice"]): string | null {
  const { notice, due_on, seat_until } = standing;
  if (!notice || !due_on) return null;
  if (notice === "grace") return w.grace(due_on, seat_until ?? "");
  return w[notice](due_on);
}

export function DutyNotice({ isOwn }: { isOwn: boolean }) {
  const w = useWords(words).notice;
  const path = usePath();
  const mine = useMyDuties(isOwn);
  if (!mine.data || path === "/my-duties") return null;
  const said = [textOf(mine.data.standing, w), mine.data.pledge_asked ? w.pledge : null];
  const text = said.filter(Boolean).join(" ");
  if (!text) return null;
  return (
    <div className="duty-notice" role="status">
      <span>{text}</span>
      <button type="button" onClick={() => go("/my-duties")}>
        {w.open}
      </button>
    </div>
  );
}
