// The keys of the queue: one hand, digits of either row. The same digit means a verdict, a reason or a category by what is asked.
import { type KeyBinding, useKeys } from "../../app/keys";
import { useWords } from "../../app/language";
import { words as reporting } from "../../reports/words";
import { CATEGORIES, FALSE_REASONS } from "../types";
import { words as shared } from "../words";
import type { FollowDesk } from "./FollowUp";
import type { Seat } from "./useSeat";
import { words } from "./words";

interface Acts {
  seat: Seat;
  follow: FollowDesk;
  openLive: () => void;
  play: () => void;
  shelve: () => void;
}

function digit(number: number, acts: Acts): void {
  const { seat, follow } = acts;
  if (!seat.isSettled()) return;
  if (seat.stage === "ask") [seat.real, seat.wrong, seat.hold][number - 1]?.();
  if (seat.stage === "why") {
    const reason = FALSE_REASONS[number - 1];
    if (reason) seat.because(reason);
  }
  if (seat.stage === "follow" && follow.mayAct) {
    const category = CATEGORIES[number - 1];
    if (category) follow.register(category);
  }
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export function useQueueKeys(acts: Acts): void {
  const w = useWords(words);
  const s = useWords(shared);
  const r = useWords(reporting);
  const { seat, follow } = acts;
  const canFollow = seat.stage === "follow" && follow.mayAct;
  const verdicts = [s.verdicts.real, s.verdicts.false, s.verdicts.hold];
  const keys: KeyBinding[] = [
    ...DIGITS.flatMap((number) => [
      {
        code: `Digit${number}`,
        ...(number <= 3 ? { label: verdicts[number - 1] ?? "" } : {}),
        ...(number === 4 ? { label: `${w.reasonAsk} · ${w.category}`, cap: "1–9" } : {}),
        run: () => digit(number, acts),
      },
      { code: `Numpad${number}`, run: () => digit(number, acts) },
    ]),
    { code: "Enter", cap: "↵", label: w.keyOpen, run: acts.openLive },
    { code: "Space", cap: "␣", label: w.keyPlay, run: acts.play },
    { code: "KeyJ", label: w.keyNext, run: () => seat.step(1) },
    { code: "KeyK", label: w.keyBefore, run: () => seat.step(-1) },
    { code: "KeyZ", label: s.undo, run: () => seat.desk.undo?.() },
    { code: "KeyS", label: w.shelve, run: acts.shelve },
    { code: "KeyN", label: w.next, run: () => seat.next(false) },
    { code: "KeyE", label: w.finish, run: () => seat.next(true) },
    {
      code: "KeyB",
      label: w.announce,
      run: () => canFollow && follow.mayAnnounce && follow.show("announce"),
    },
    {
      code: "KeyR",
      label: r.open,
      run: () => canFollow && follow.incident && follow.show("report"),
    },
    {
      code: "KeyH",
      label: w.handOver,
      run: () => canFollow && follow.incident && follow.show("handOver"),
    },
    { code: "Escape", cap: "Esc", label: w.keyBack, run: seat.back },
  ];
  useKeys(keys);
}
