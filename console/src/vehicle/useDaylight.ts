// Light by day, dark by night, changed only when the sun rises or sets: a theme chosen by hand in between stays.
import { useEffect, useRef } from "react";
import { useSecond } from "../app/clock";
import { remembered } from "../app/remembered";
import { theme } from "../app/theme";
import { isDay } from "./daylight";

export const byDay = remembered<"on" | "off">("light-by-day", ["on", "off"], "on");

export function useDaylight(): void {
  const isOn = byDay.use() === "on";
  const isLight = isDay(useSecond());
  const last = useRef<boolean | null>(null);
  useEffect(() => {
    if (!isOn) {
      last.current = null;
      return;
    }
    if (last.current === isLight) return;
    last.current = isLight;
    theme.set(isLight ? "light" : "dark");
  }, [isOn, isLight]);
}
