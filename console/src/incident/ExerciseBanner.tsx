// 훈련 across the page's top edge: whatever state the page is in, nobody takes an exercise for the real thing.
import type { Incident } from "../api/feed";
import { useWords } from "../app/language";
import { isExercise } from "./exercise";
import { SeenKey } from "./SeenKey";
import { words } from "./words";
import "./facts.css";

export function ExerciseBanner({ incident }: { incident: Incident | null }) {
  const w = useWords(words);
  if (!incident || !isExercise(incident)) return null;
  return (
    <div className="exercise-banner" role="status">
      <b>{w.exercise}</b>
      <span>{w.exerciseWhat}</span>
      <SeenKey incident={incident} />
    </div>
  );
}
