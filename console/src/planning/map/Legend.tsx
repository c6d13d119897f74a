// What is shown on the map and what its marks mean, in one box that folds.
import { useMemo } from "react";
import { useWords } from "../../app/language";
import { theme } from "../../app/theme";
import { useMedia } from "../../app/useMedia";
import { paletteOf } from "../../map/style";
import { MOST, PARTS, type Shown, stepsOf } from "../score/weigh";
import { words as scoreWords } from "../score/words";
import type { Weights } from "../types";
import type { OnMap } from "./MapOfPlan";
import { LAYERS, type Layer } from "./planMap";
import { shades } from "./style";
import { words } from "./words";

function useShades(): string[] {
  const now = theme.use();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens follow the theme
  return useMemo(() => shades(paletteOf(document.documentElement)), [now]);
}

function Scale({ shown, weights }: { shown: Shown; weights: Weights }) {
  const w = useWords(words);
  const colours = useShades();
  const steps = stepsOf(shown, weights);
  const bandAt = (from: number) => {
    if (shown !== "total") return null;
    if (from === weights.first_band) return w.band.first;
    return from === weights.second_band ? w.band.second : null;
  };
  const rows = [...steps.keys()].reverse().map((at) => {
    const from = steps[at] as number;
    return { colour: colours[at + 1], said: w.from(String(from)), band: bandAt(from) };
  });
  return (
    <ul className="plan-scale">
      {rows.map((row) => (
        <li key={row.said}>
          <i style={{ background: row.colour }} data-band={row.band !== null || undefined} />
          {row.said} {row.band && <b>{row.band}</b>}
        </li>
      ))}
      <li>
        <i style={{ background: colours[0] }} />
        {w.below(String(steps[0]))}
      </li>
    </ul>
  );
}

function Keys({ props }: { props: OnMap }) {
  const w = useWords(words);
  const hasSites = props.sites.length > 0;
  const [left, right] = props.versions ?? [];
  return (
    <ul className="plan-keys">
      {hasSites && !props.versions && (
        <>
          <li>
            <i className="key-cone" />
            {w.key.cone}
          </li>
          <li>
            <i className="key-reach" />
            {w.key.reach}
          </li>
        </>
      )}
      {(["forced", "forbidden"] as const)
        .filter((mark) => props.sites.some((one) => one.mark === mark))
        .map((mark) => (
          <li key={mark}>
            <i className={`key-${mark}`} />
            {w.key[mark]}
          </li>
        ))}
      {left && right && (
        <>
          <li>
            <i className="key-both" />
            {w.key.both}
          </li>
          <li>
            <i className="key-left" />
            {w.key.left(left)}
          </li>
          <li>
            <i className="key-right" />
            {w.key.left(right)}
          </li>
        </>
      )}
      {props.requests.length > 0 && (
        <>
          <li>
            <i className="key-police" />
            {w.key.police}
          </li>
          <li>
            <i className="key-complaint" />
            {w.key.complaint}
          </li>
        </>
      )}
    </ul>
  );
}

export function Legend(
  props: OnMap & {
    hidden: ReadonlySet<Layer>;
    onHidden: (hidden: ReadonlySet<Layer>) => void;
    shown: Shown;
    onShown: (shown: Shown) => void;
    candidates: "there" | "reading" | "failed";
  },
) {
  const w = useWords(words);
  const s = useWords(scoreWords);
  const isSmall = useMedia("(max-width: 1100px)");
  const { hidden, weights } = props;
  const hasScore = props.cells.length > 0 && weights !== null;
  const why: Partial<Record<Layer, string>> = {
    ...(props.priority ? {} : { priority: w.noPriority }),
    ...(hasScore ? {} : { score: w.noScore }),
    ...(props.plan === null ? { candidates: w.noCandidates } : {}),
  };
  const hasCandidates = Boolean(props.plan) && !hidden.has("candidates");
  const said: Partial<Record<Layer, string>> = hasCandidates
    ? {
        candidates: {
          there: w.candidatesNear,
          reading: w.readingCandidates,
          failed: w.candidatesFailed,
        }[props.candidates],
      }
    : {};
  const layers = LAYERS.filter((layer) => layer !== "candidates" || props.plan !== undefined);
  const turn = (layer: Layer) => {
    const next = new Set(hidden);
    if (!next.delete(layer)) next.add(layer);
    props.onHidden(next);
  };
  return (
    <details className="plan-legend" open={!isSmall} key={String(isSmall)}>
      <summary>{w.layers}</summary>
      <fieldset>
        <legend className="sr-only">{w.layers}</legend>
        {layers.map((layer) => (
          <label key={layer}>
            <input
              type="checkbox"
              checked={!hidden.has(layer) && why[layer] === undefined}
              disabled={why[layer] !== undefined}
              onChange={() => turn(layer)}
            />
            <span>
              {w.layer[layer]}
              {(why[layer] ?? said[layer]) && <small>{why[layer] ?? said[layer]}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {hasScore && !hidden.has("score") && (
        <>
          <label className="plan-shown">
            {w.shown}
            <select
              value={props.shown}
              onChange={(event) => props.onShown(event.target.value as Shown)}
            >
              <option value="total">{w.total}</option>
              {PARTS.map((part) => (
                <option key={part} value={part}>
                  {s.parts[part]} (0–{MOST[part]})
                </option>
              ))}
            </select>
          </label>
          <Scale shown={props.shown} weights={weights} />
        </>
      )}
      <Keys props={props} />
      {hasCandidates && (
        <ul className="plan-keys">
          {(["police", "complaint", "city_data", "score"] as const).map((origin) => (
            <li key={origin}>
              <i className={`key-candidate ${origin}`} />
              {w.key.candidates[origin]}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
