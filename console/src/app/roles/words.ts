// What every role is called (dossier of roles: identity/roles.py), the same on every page.
import { defineWords, type Language } from "../language";

export const words = defineWords(
  {
    OPERATOR: "관제요원",
    SHIFT_LEAD: "관제팀장",
    RESIDENT_POLICE: "상주경찰관",
    CENTRE_HEAD: "운영책임자",
    CPO: "개인정보 보호책임자",
    AUDITOR: "감사담당",
    SITE_PLANNER: "설치담당",
    ASSET_MGR: "유지관리",
    MAINT_VENDOR: "유지보수업체",
    POLICE_ROOM: "112상황실",
    POLICE_CAR: "순찰차",
    FIRE_ROOM: "119상황실",
    FIRE_CAR: "소방차",
    DISASTER_ROOM: "재난안전상황실",
    MOJ_CENTRE: "위치추적관제센터",
    MIL_ROOM: "군 상황실",
    WELFARE: "복지담당",
    RESIDENT: "주민",
    CITY_HUB: "서울시 안전센터",
  },
  {
    OPERATOR: "Operator",
    SHIFT_LEAD: "Shift lead",
    RESIDENT_POLICE: "Resident police",
    CENTRE_HEAD: "Head of the centre",
    CPO: "Privacy officer",
    AUDITOR: "Auditor",
    SITE_PLANNER: "Site planner",
    ASSET_MGR: "Asset manager",
    MAINT_VENDOR: "Maintenance company",
    POLICE_ROOM: "Police room (112)",
    POLICE_CAR: "Patrol car",
    FIRE_ROOM: "Fire room (119)",
    FIRE_CAR: "Fire engine",
    DISASTER_ROOM: "Disaster room",
    MOJ_CENTRE: "MOJ location centre",
    MIL_ROOM: "Army duty room",
    WELFARE: "Welfare officer",
    RESIDENT: "Resident",
    CITY_HUB: "City hub",
  },
);

/** A role that is not known here is shown as it is. */
export function roleName(role: string, of: Language): string {
  return (words[of] as Record<string, string>)[role] ?? role;
}
