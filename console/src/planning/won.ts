// Money as an office says it, `4억 1,000만 원`, and read back from what somebody types. Whole won.
import { count } from "../app/format";
import type { Language } from "../app/language";

const EOK = 100_000_000;
const MAN = 10_000;

/** To the won: nothing is rounded away. */
export function wonText(won: number, of: Language): string {
  if (of === "en") return `${count(won)} won`;
  const sign = won < 0 ? "-" : "";
  const whole = Math.abs(won);
  const parts = [
    [Math.floor(whole / EOK), "억"],
    [Math.floor((whole % EOK) / MAN), "만"],
    [whole % MAN, ""],
  ] as const;
  const said = parts
    .filter(([figure]) => figure > 0)
    .map(([figure, of]) => `${count(figure)}${of}`);
  return said.length === 0 ? "0원" : `${sign}${said.join(" ")} 원`;
}

const FIGURE = "(\\d[\\d,]*(?:\\.\\d+)?)";
const KOREAN = new RegExp(`^(?:${FIGURE}억)?(?:${FIGURE}만)?(?:${FIGURE})?원?$`);

/** `410,000,000`, `4억 1,000만 원`, `1.5억`; null when it is no sum of money. */
export function parseWon(typed: string): number | null {
  const text = typed.replace(/\s/g, "").replace(/won$/i, "");
  const found = KOREAN.exec(text);
  if (!text || text === "원" || !found) return null;
  const figure = (at: number) => Number((found[at] ?? "0").replaceAll(",", ""));
  const won = Math.round(figure(1) * EOK + figure(2) * MAN + figure(3));
  return Number.isSafeInteger(won) ? won : null;
}
