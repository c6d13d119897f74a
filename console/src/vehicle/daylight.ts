// Whether the sun is up over Seoul, good to a few minutes: enough to choose a screen's theme. Pure.

const LATITUDE = (37.56 * Math.PI) / 180;
const LONGITUDE = 126.98;
const TILT_DEG = 23.44;
const DAY_MS = 86_400_000;
const DAYS_TO_SOLSTICE = 10;

export function isDay(ms: number): boolean {
  const yearStart = Date.UTC(new Date(ms).getUTCFullYear(), 0, 1);
  const day = (ms - yearStart) / DAY_MS;
  const turn = (2 * Math.PI * (day + DAYS_TO_SOLSTICE)) / 365.25;
  const declination = (-TILT_DEG * Math.PI * Math.cos(turn)) / 180;
  const noonShareUtc = 0.5 - LONGITUDE / 360;
  const hourAngle = ((ms % DAY_MS) / DAY_MS - noonShareUtc) * 2 * Math.PI;
  const height =
    Math.sin(LATITUDE) * Math.sin(declination) +
    Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle);
  return height > 0;
}
