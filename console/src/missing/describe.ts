// A description as lines that a person reads. Pure.
import type { Language } from "../app/language";
import { words } from "./descriptionWords";
import type { Description } from "./door";

type Words = (typeof words)["ko"];
const coloured = (colour: string, kind: string) => (colour === "" ? kind : `${colour} ${kind}`);
const known = (colour: string, w: Words) =>
  colour === "unknown" ? "" : (w.colours[colour as keyof Words["colours"]] ?? colour);

/** What is said; what is unknown takes no line. */
export function linesOf(said: Description, of: Language): readonly (readonly [string, string])[] {
  const w = words[of];
  const { height, upper, lower, shoes, bag } = said;
  const lines: (readonly [string, string] | null)[] = [
    height ? [w.height, w.cm(height.least_cm, height.most_cm)] : null,
    said.build && said.build !== "unknown" ? [w.build, w.builds[said.build]] : null,
    said.hair && said.hair !== "unknown"
      ? [w.hair, coloured(known(said.hair_colour ?? "unknown", w), w.hairs[said.hair])]
      : null,
    upper ? [w.upper, coloured(known(upper.colour, w), w.uppers[upper.kind])] : null,
    lower ? [w.lower, coloured(known(lower.colour, w), w.lowers[lower.kind])] : null,
    shoes ? [w.shoes, coloured(known(shoes.colour, w), w.shoeKinds[shoes.kind])] : null,
    bag ? [w.bag, coloured(known(bag.colour ?? "unknown", w), w.bags[bag.kind])] : null,
    said.walking_aid && said.walking_aid !== "unknown" ? [w.aid, w.aids[said.walking_aid]] : null,
  ];
  return lines.filter((one) => one !== null);
}
