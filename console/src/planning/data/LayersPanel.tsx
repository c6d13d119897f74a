// 자료: what the score is counted from beside the registry, whose it is and of when; a file in, a layer out.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { useSecondPress } from "../../app/useSecondPress";
import { problemText } from "../../incident/problem";
import { useChange } from "../../people/useAsk";
import { LayerForm } from "./LayerForm";
import { type LayerRow, layerDoors } from "./layers";
import { words } from "./words";

const SHOWN_ROWS = 8;

function LeftOut({ layer }: { layer: LayerRow }) {
  const w = useWords(words);
  const lang = language.use();
  const left = layer.left_out;
  if (left.length === 0) return null;
  const whole = left.reduce((sum, one) => sum + one.count, 0);
  const rowsOf = (rows: readonly number[]) =>
    rows.length === 0 ? "" : w.some(rows.slice(0, SHOWN_ROWS).join(", "));
  return (
    <details>
      <summary>{w.leftOut(count(whole))}</summary>
      <ul className="plan-lines">
        {left.map((one) => (
          <li key={`${one.field} ${one.told.ko}`}>
            {w.reason(
              inLanguage(lang, one.told.ko, one.told.en),
              count(one.count),
              rowsOf(one.rows ?? []),
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function End({ code }: { code: string }) {
  const w = useWords(words);
  const end = useChange(["planning"], layerDoors.end);
  const key = useSecondPress(() => end.mutate(code));
  return (
    <button
      type="button"
      className="quiet"
      disabled={end.isPending}
      onClick={key.press}
      onBlur={key.disarm}
    >
      {key.armed ? w.endAgain : w.end}
    </button>
  );
}

function Row({ layer, canChange }: { layer: LayerRow; canChange: boolean }) {
  const w = useWords(words);
  return (
    <li className="plan-layer">
      <div>
        <b>{w.kinds[layer.kind] ?? layer.kind}</b>{" "}
        <span className="office-quiet">
          {w.rows(count(layer.rows))} · {layer.as_of ?? "–"}
        </span>
      </div>
      <span>
        {layer.title} <small>{[layer.source, layer.licence].filter(Boolean).join(" · ")}</small>
      </span>
      <LeftOut layer={layer} />
      {canChange && <End code={layer.code} />}
    </li>
  );
}

export function LayersPanel({ canChange }: { canChange: boolean }) {
  const w = useWords(words);
  const lang = language.use();
  const layers = useQuery({ queryKey: ["planning", "layers"], queryFn: layerDoors.list });
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <p className="office-quiet">{w.what}</p>
      {canChange &&
        (isAdding ? (
          <LayerForm onClose={() => setAdding(false)} />
        ) : (
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            {w.add}
          </button>
        ))}
      {layers.isPending && <OfficeSaid title={w.loading} />}
      {layers.isError && (
        <OfficeSaid title={w.failed} text={problemText(layers.error, lang)} isAlert>
          <button type="button" onClick={() => void layers.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {layers.data?.length === 0 && <OfficeSaid title={w.none} text={w.noneWhat} />}
      {layers.data && layers.data.length > 0 && (
        <ul className="plan-rows" aria-label={w.title}>
          {layers.data.map((one) => (
            <Row key={one.code} layer={one} canChange={canChange} />
          ))}
        </ul>
      )}
    </>
  );
}
