// The weights of the six parts: each by a slider and by its figure.
import { useId } from "react";
import { useWords } from "../../app/language";
import type { Weights } from "../types";
import { isMoved, PARTS, type Part } from "./weigh";
import { words } from "./words";

/** Sliders end here; a greater weight is written among the conditions. */
const USUAL_MOST = 3;
const STEP = 0.1;

function Slider(props: { part: Part; value: number; onMove: (value: number) => void }) {
  const w = useWords(words);
  const id = useId();
  const most = Math.max(USUAL_MOST, props.value);
  return (
    <div className="plan-slider">
      <label htmlFor={id}>{w.parts[props.part]}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={STEP}
        value={props.value}
        onChange={(event) => props.onMove(Number(event.target.value))}
      />
      <output htmlFor={id}>{props.value.toFixed(1)}</output>
    </div>
  );
}

export function Sliders(props: {
  weights: Weights;
  /** Those that the node's score was computed with. */
  kept: Weights;
  defaults: Weights | undefined;
  canSave: boolean;
  onChange: (weights: Weights) => void;
}) {
  const w = useWords(words);
  const { weights, kept, defaults } = props;
  const isUnsaved = isMoved(weights, kept);
  const back = (to: Weights) =>
    props.onChange({ ...weights, ...Object.fromEntries(PARTS.map((one) => [one, to[one]])) });
  return (
    <section className="plan-block" aria-label={w.weights}>
      <header>
        <h2>{w.weights}</h2>
        {isUnsaved && <span className="tag">{w.unsaved}</span>}
      </header>
      <p className="office-quiet">{isUnsaved && props.canSave ? w.unsavedWhat : w.weightsWhat}</p>
      {PARTS.map((part) => (
        <Slider
          key={part}
          part={part}
          value={weights[part]}
          onMove={(value) => props.onChange({ ...weights, [part]: value })}
        />
      ))}
      <div className="office-bar">
        <button type="button" disabled={!isUnsaved} onClick={() => back(kept)}>
          {w.toKept}
        </button>
        {defaults && (
          <button
            type="button"
            disabled={!isMoved(weights, defaults)}
            onClick={() => back(defaults)}
          >
            {w.reset}
          </button>
        )}
      </div>
    </section>
  );
}
