// Times, distances and directions as a room reads them: `14:03:27`, `38 m`, `↗`, `29:38`.
import type { Language } from "./language";

type Instant = string | number | null | undefined;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Seoul",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul", dateStyle: "short" });

export function toMs(instant: Instant): number | null {
  if (instant === null || instant === undefined) return null;
  const ms = typeof instant === "number" ? instant : Date.parse(instant);
  return Number.isFinite(ms) ? ms : null;
}

/** Seoul time with seconds; the date is added when it is not today's. */
export function seoulTime(instant: Instant, now?: number): string {
  const ms = toMs(instant);
  if (ms === null) return "–";
  const time = clock.format(ms);
  if (now === undefined || day.format(ms) === day.format(now)) return time;
  return `${day.format(ms)} ${time}`;
}

/** `14:02`, for what lasts longer than seconds matter. */
export function seoulMinute(instant: Instant): string {
  return seoulTime(instant).slice(0, 5);
}

/** The day in Seoul, `2026-11-21`. */
export function seoulDate(instant: Instant): string {
  const ms = toMs(instant);
  return ms === null ? "–" : day.format(ms);
}

/** Day and time in Seoul. */
export function seoulDateTime(instant: Instant): string {
  const ms = toMs(instant);
  return ms === null ? "–" : `${day.format(ms)} ${clock.format(ms)}`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** Time left as `29:38` or `1:02:03`; never negative. */
export function timeLeft(until: Instant, now: number): string {
  const ms = toMs(until);
  if (ms === null) return "–";
  const seconds = Math.max(0, Math.ceil((ms - now) / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A length of time in words: `22초`, `2분 10초`, `1시간 5분`. */
export function duration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = language === "ko" ? ["시간", "분", "초"] : [" h", " min", " s"];
  if (whole < 60) return `${whole}${s}`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes}${m} ${whole % 60}${s}` : `${minutes}${m}`;
  return minutes % 60
    ? `${Math.floor(minutes / 60)}${h} ${minutes % 60}${m}`
    : `${Math.floor(minutes / 60)}${h}`;
}

export function ago(instant: Instant, now: number, language: Language): string {
  const ms = toMs(instant);
  if (ms === null) return "";
  const length = duration((now - ms) / 1000, language);
  return language === "ko" ? `${length} 전` : `${length} ago`;
}

export function distance(metres: number | null | undefined): string {
  if (metres === null || metres === undefined) return "";
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

export function delay(ms: number, language: Language): string {
  const seconds = Math.max(0, ms) / 1000;
  const figure = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return language === "ko" ? `${figure}초` : `${figure} s`;
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

const ARROWS = ["↑", "↗", "→", "↘", "↓", "↙", "←", "↖"] as const;
const POINTS: Record<Language, readonly string[]> = {
  ko: ["북", "북동", "동", "남동", "남", "남서", "서", "북서"],
  en: ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"],
};

const eighth = (degrees: number) => (((Math.round(degrees / 45) % 8) + 8) % 8) as 0;

export function arrow(degrees: number | null | undefined): string {
  return degrees === null || degrees === undefined ? "" : ARROWS[eighth(degrees)];
}

export function compassPoint(degrees: number, language: Language): string {
  return POINTS[language][eighth(degrees)] ?? "";
}
