// The feed's greeting to a person of the centre.
import type { Hello } from "../../src/api/feed";
import { NOW } from "../incident/example";

export const hello = (role: string): Hello => ({
  now: new Date(NOW).toISOString(),
  person: {
    person_id: "per_1",
    name: "3번석",
    role,
    organisation: "SEONGBUK",
    organisation_name_ko: "성북구",
    organisation_name_en: "Seongbuk",
    unit_id: null,
    is_own: true,
    may_approve: role === "SHIFT_LEAD",
  },
  centre: { code: "SEONGBUK", name_ko: "성북구 통합관제센터", name_en: "Seongbuk", phone: "" },
  watermark: "",
  resumed: false,
  beat_s: 5,
});
