// The order that is being entered: its fields, and the area that grows with each press on the map.
import { useMemo, useState } from "react";
import { api } from "../api/client";
import { language } from "../app/language";
import { problemText } from "../incident/problem";
import type { LonLat } from "../map/geometry";
import type { MapScene } from "../map/scene";
import {
  ORDER_KINDS,
  type OrderField,
  type OrderFields,
  orderOf,
  pointsIn,
  refusedField,
  wantingIn,
  withPoint,
} from "./order";

const NOTHING: OrderFields = {
  number: "",
  kind: ORDER_KINDS[0],
  starts: "",
  ends: "",
  points: "",
};
const NO_SCENE: MapScene = {
  id: "order",
  at: null,
  label: "",
  radiusM: 0,
  accuracyM: 0,
  cameras: [],
  units: [],
  arrowDeg: null,
  isDraft: true,
};

type Standing =
  | { kind: "drafting" }
  | { kind: "sending" }
  | { kind: "wanting"; field: OrderField }
  | { kind: "refused"; field: OrderField | null; text: string };

export interface OrderDraft {
  isOpen: boolean;
  fields: OrderFields;
  standing: Standing;
  scene: MapScene;
  open: () => void;
  close: () => void;
  set: (field: OrderField, value: string) => void;
  addPoint: (at: LonLat) => void;
  send: () => void;
}

export function useOrderDraft(): OrderDraft {
  const lang = language.use();
  const [isOpen, setOpen] = useState(false);
  const [fields, setFields] = useState(NOTHING);
  const [standing, setStanding] = useState<Standing>({ kind: "drafting" });
  const scene = useMemo(() => ({ ...NO_SCENE, area: pointsIn(fields.points) }), [fields.points]);
  const set = (field: OrderField, value: string) => {
    setFields((before) => ({ ...before, [field]: value }));
    setStanding({ kind: "drafting" });
  };
  const done = () => {
    setOpen(false);
    setFields(NOTHING);
    setStanding({ kind: "drafting" });
  };
  const send = () => {
    const field = wantingIn(fields);
    if (field) return setStanding({ kind: "wanting", field });
    setStanding({ kind: "sending" });
    api
      .enterOrder(orderOf(fields))
      .then(done)
      .catch((why: unknown) =>
        setStanding({ kind: "refused", field: refusedField(why), text: problemText(why, lang) }),
      );
  };
  return {
    isOpen,
    fields,
    standing,
    scene,
    open: () => setOpen(true),
    close: done,
    set,
    addPoint: (at) => setFields((before) => ({ ...before, points: withPoint(before.points, at) })),
    send,
  };
}
