// Imported layers: their doors, a file's text whatever it was saved as, and what the form sends. Pure but for the doors.
import { type Answer, ask, type Body, Problem, tell } from "../../api/client";

export type LayerRow = Answer<"PlanningLayers">[number];
export type NewLayer = Body<"ImportPlanningLayer">;
export type Kind = LayerRow["kind"];

const ROOT = "/api/planning/layers";
const pathOf = (code: string) => `${ROOT}/${encodeURIComponent(code)}`;

async function end(code: string): Promise<void> {
  let response: Response;
  try {
    const headers = { "X-Bongsu": "1", Accept: "application/json" };
    response = await fetch(pathOf(code), { method: "DELETE", headers, credentials: "same-origin" });
  } catch {
    throw new Problem(0, "unreachable", "", null);
  }
  if (!response.ok) throw new Problem(response.status, "not_ended", "", null);
}

export const layerDoors = {
  list: () => ask<"PlanningLayers">(ROOT),
  shape: (code: string) =>
    ask(`${pathOf(code)}/shape`) as unknown as Promise<GeoJSON.FeatureCollection>,
  take: (layer: NewLayer) => tell<"ImportPlanningLayer">(ROOT, layer),
  end,
};

export const KINDS: readonly Kind[] = [
  "crime",
  "jurisdiction",
  "population",
  "shops",
  "child_zones",
  "bells",
  "poles",
  "city_priority",
  "streets",
];

/** Public files are often CP949; null where the bytes are neither. */
export function textOf(bytes: ArrayBuffer): string | null {
  for (const encoding of ["utf-8", "euc-kr"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next encoding
    }
  }
  return null;
}

export interface LayerFields {
  kind: Kind;
  text: string;
  title: string;
  source: string;
  licence: string;
  as_of: string;
}

export type Wants = "file" | "title" | "source" | null;

export function wantsOf(fields: LayerFields): Wants {
  if (!fields.text.trim()) return "file";
  if (!fields.title.trim()) return "title";
  return fields.source.trim() ? null : "source";
}

/** One layer a kind: a later file takes the former's place. */
export function layerOf(fields: LayerFields): NewLayer {
  const isShapes = fields.text.trimStart().startsWith("{");
  return {
    code: fields.kind.replaceAll("_", "-"),
    kind: fields.kind,
    title: fields.title.trim(),
    source: fields.source.trim(),
    licence: fields.licence.trim(),
    as_of: fields.as_of || null,
    ...(isShapes ? { geojson: fields.text } : { csv: fields.text }),
  };
}
