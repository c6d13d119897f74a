// Whether what is shown is an exercise (훈련): of a drill, by its message, or an army's order for one. Pure.
import type { Incident } from "../api/feed";

type Asked = Pick<Incident, "exercise" | "drill_id" | "room_kind" | "category">;

export function isExercise(incident: Asked): boolean {
  const isArmy = incident.room_kind === "army" && incident.category.endsWith("_EXERCISE");
  return incident.exercise || incident.drill_id !== null || isArmy;
}
