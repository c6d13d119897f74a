import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/app/tokens.css", "utf8");

function tokensOf(block: RegExp): Record<string, string> {
  const body = block.exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/gi)].map((m) => [m[1], m[2]]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const THEMES = {
  dark: tokensOf(/:root\s*\{([^}]*)\}/),
  light: tokensOf(/\[data-theme="light"\]\s*\{([^}]*)\}/),
};
const SURFACES = ["--surface-0", "--surface-1", "--surface-2", "--surface-3"];
const INKS = ["--ink-1", "--ink-2", "--ink-3", "--accent", "--warn", "--alarm"];

describe.each(Object.entries(THEMES))("%s", (_name, tokens) => {
  const colour = (name: string) => tokens[name] ?? "#000000";

  it.each(INKS.flatMap((ink) => SURFACES.map((surface) => [ink, surface] as const)))(
    "%s can be read on %s",
    (ink, surface) => {
      expect(contrast(colour(ink), colour(surface))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["accent", "warn", "alarm"])("text on %s can be read", (name) => {
    expect(contrast(colour(`--on-${name}`), colour(`--${name}`))).toBeGreaterThanOrEqual(4.5);
  });

  it("the edge of a field can be seen", () => {
    expect(contrast(colour("--edge"), colour("--surface-1"))).toBeGreaterThanOrEqual(3);
  });
});
