// What the operator has before them: the alarm on the stage, those beside it, and the real ones that are still being handled.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFeed } from "../../feed/FeedProvider";
import type { Alarm, FalseReason } from "../types";
import { isOpen, isSettled, pick, type Queue, queueOf, step } from "./queue";
import { useVerdicts, type VerdictDesk } from "./useVerdicts";

export type Stage = "calm" | "ask" | "why" | "follow";

export interface Seat {
  queue: Queue;
  alarm: Alarm | null;
  stage: Stage;
  desk: VerdictDesk;
  /** Judged real here and not finished with. */
  followed: readonly Alarm[];
  choose: (alarm: Alarm) => void;
  step: (steps: 1 | -1) => void;
  real: () => void;
  /** Opens the reasons; the verdict goes with one of them. */
  wrong: () => void;
  because: (reason: FalseReason) => void;
  hold: () => void;
  back: () => void;
  /** Leaves what is being handled for the next alarm; `isDone`: for good. With empty hands it takes the best that waits. */
  next: (isDone: boolean) => void;
  isSettled: () => boolean;
}

/** Tells of an alarm that went away under the operator's eyes. */
function useLosses(alarm: Alarm | null, known: readonly Alarm[], desk: VerdictDesk): void {
  const before = useRef<Alarm | null>(null);
  const { answered, tell } = desk;
  useEffect(() => {
    const was = before.current;
    before.current = alarm;
    if (!was || was.alarm_id === alarm?.alarm_id || answered.has(was.alarm_id)) return;
    const now = known.find((one) => one.alarm_id === was.alarm_id);
    if (now && isOpen(now)) return;
    const isJudged = now?.state === "real" || now?.state === "false";
    tell(isJudged ? "lost" : "gone", now ?? was);
  }, [alarm, known, answered, tell]);
}

function useChosen(queue: Queue) {
  const [chosenId, setChosen] = useState<string | null>(null);
  const alarm = pick(queue, chosenId);
  const id = alarm?.alarm_id ?? null;
  useEffect(() => {
    // what stands there stays: a better one must not slide under a finger
    if (id !== null && id !== chosenId) setChosen(id);
  }, [id, chosenId]);
  return { alarm, setChosen };
}

/** Since when what stands there has stood there. */
function useSettling(key: string): () => boolean {
  const since = useRef({ key, at: performance.now() });
  if (since.current.key !== key) since.current = { key, at: performance.now() };
  return useCallback(() => isSettled(since.current.at, performance.now()), []);
}

function useFollowed() {
  const [followed, setFollowed] = useState<readonly Alarm[]>([]);
  const [followedId, setFollowedId] = useState<string | null>(null);
  const following = followed.find((one) => one.alarm_id === followedId) ?? null;
  const drop = useCallback(
    (id: string) => setFollowed((all) => all.filter((one) => one.alarm_id !== id)),
    [],
  );
  const add = useCallback((alarm: Alarm) => {
    setFollowed((all) => [...all.filter((one) => one.alarm_id !== alarm.alarm_id), alarm]);
    setFollowedId(alarm.alarm_id);
  }, []);
  return { followed, following, add, drop, show: setFollowedId };
}

export function useSeat(): Seat {
  const { alarms } = useFeed();
  const follow = useFollowed();
  const [isAskingWhy, setAskingWhy] = useState(false);
  const back = useRef<(alarm: Alarm) => void>(() => undefined);
  const desk = useVerdicts(useCallback((alarm: Alarm) => back.current(alarm), []));
  const queue = useMemo(() => queueOf(alarms, desk.answered), [alarms, desk.answered]);
  const { alarm: chosen, setChosen } = useChosen(queue);
  useLosses(chosen, alarms, desk);
  const alarm = follow.following ?? chosen;
  const choose = (next: Alarm) => {
    setAskingWhy(false);
    const isFollowed = follow.followed.some((one) => one.alarm_id === next.alarm_id);
    follow.show(isFollowed ? next.alarm_id : null);
    if (!isFollowed) setChosen(next.alarm_id);
  };
  back.current = (one) => {
    follow.drop(one.alarm_id);
    setAskingWhy(false);
    setChosen(one.alarm_id);
  };
  const stage: Stage = follow.following ? "follow" : !alarm ? "calm" : isAskingWhy ? "why" : "ask";
  const settled = useSettling(`${alarm?.alarm_id} ${stage}`);
  const answering = (act: (one: Alarm) => void) => () => {
    if (chosen && !follow.following && settled()) act(chosen);
  };
  return {
    queue,
    alarm,
    stage,
    desk,
    followed: follow.followed,
    choose,
    step: (steps) => {
      const next = step(queue, alarm?.alarm_id ?? null, steps);
      if (next) choose(next);
    },
    real: answering((one) => {
      desk.answer(one, "real", null);
      follow.add(one);
    }),
    wrong: answering(() => setAskingWhy(true)),
    because: (reason) =>
      answering((one) => {
        setAskingWhy(false);
        desk.answer(one, "false", reason);
      })(),
    hold: answering((one) => desk.answer(one, "hold", null)),
    back: () => setAskingWhy(false),
    next: (isDone) => {
      if (stage === "calm" && queue.waiting[0]) choose(queue.waiting[0]);
      if (isDone && follow.following) follow.drop(follow.following.alarm_id);
      follow.show(null);
    },
    isSettled: settled,
  };
}
