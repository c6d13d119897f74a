// The closed lists of an agreement with the names that people read. The node knows the words; a word that is missing here
// is shown as it is.
import type { components } from "../api/schema";
import { inLanguage, type Language } from "../app/language";

export type Names = readonly [ko: string, en: string];
type Purpose = components["schemas"]["Purpose"];

const CRIMES: Record<string, Names> = {
  MURDER: ["살인", "Murder"],
  ROBBERY: ["강도", "Robbery"],
  PICKPOCKET: ["치기(소매치기)", "Pickpocketing"],
  THEFT: ["절도", "Theft"],
  KIDNAP: ["납치감금", "Kidnapping"],
  SEXUAL_VIOLENCE: ["성폭력", "Sexual violence"],
  DOMESTIC_VIOLENCE: ["가정폭력", "Domestic violence"],
  ASSAULT: ["폭행", "Assault"],
  QUARREL: ["시비", "Quarrel"],
  TRAFFIC_ACCIDENT: ["교통사고", "Traffic accident"],
  DRUNK: ["주취자", "Drunk person"],
  STALKING: ["스토킹", "Stalking"],
  SUICIDE: ["자살의심", "Suspected suicide"],
  MISSING: ["실종", "Missing person"],
  NOISE: ["소음", "Noise"],
  OTHER: ["기타", "Other"],
};
const RESCUES: Record<string, Names> = {
  FIRE: ["화재", "Fire"],
  RESCUE: ["구조", "Rescue"],
  DISASTER: ["재난", "Disaster"],
  EMS: ["구급", "Ambulance"],
  LIFE_SAFETY: ["생활안전", "Everyday safety"],
  OTHER: ["기타", "Other"],
};
const URGENCY: Record<string, Names> = {
  C0: ["코드0", "Code 0"],
  C1: ["코드1", "Code 1"],
  C2: ["코드2", "Code 2"],
  C3: ["코드3", "Code 3"],
  C4: ["코드4", "Code 4"],
};

export interface Service {
  name: Names;
  categories: Record<string, Names>;
  /** A service without codes has the empty one. */
  codes: Record<string, Names>;
}

export const SERVICES: Record<string, Service> = {
  P112_DISPATCH: {
    name: ["112 긴급출동", "112 dispatch"],
    categories: CRIMES,
    codes: URGENCY,
  },
  P112_VIDEO: {
    name: ["112 긴급영상", "112 pictures for the room"],
    categories: CRIMES,
    codes: URGENCY,
  },
  F119_DISPATCH: {
    name: ["119 긴급출동", "119 dispatch"],
    categories: RESCUES,
    codes: { "": ["모든 출동", "Every call"] },
  },
  ANKLET: {
    name: ["법무부 대응 건", "Ministry of Justice response"],
    categories: {
      DEVICE_TAMPER: ["장치 훼손", "Device tampered with"],
      CURFEW: ["외출제한 위반", "Curfew broken"],
      EXCLUSION_ZONE: ["출입금지구역 진입", "Exclusion zone entered"],
      VICTIM_APPROACH: ["피해자 등 접근", "Approach to a protected person"],
    },
    codes: { "": ["모든 경보", "Every alarm"] },
  },
};

export const PURPOSES: Record<Purpose, Names> = {
  crime_prevention: ["생활방범", "Crime prevention"],
  vehicle_crime_prevention: ["차량방범", "Vehicle crime prevention"],
  children: ["어린이보호", "Children"],
  multi: ["다목적", "Several purposes"],
  disaster: ["재난재해", "Disaster"],
  facility: ["시설물관리", "Facilities"],
  traffic_information: ["교통정보수집", "Traffic information"],
  traffic_enforcement: ["교통단속", "Traffic enforcement"],
  dumping: ["쓰레기단속", "Dumping"],
  other: ["기타", "Other"],
};

export const LEGAL_BASES: Record<string, Names> = {
  "PIPA18-2-2": [
    "개인정보 보호법 제18조제2항제2호 (다른 법률의 특별한 규정)",
    "PIPA 18(2)2: another law",
  ],
  "PIPA18-2-3": [
    "제18조제2항제3호 (급박한 생명·신체·재산의 이익)",
    "PIPA 18(2)3: life, body, property in danger",
  ],
  "PIPA18-2-7": ["제18조제2항제7호 (범죄의 수사와 공소)", "PIPA 18(2)7: investigation of crime"],
  "PIPA18-2-8": ["제18조제2항제8호 (법원의 재판업무)", "PIPA 18(2)8: courts"],
  "PIPA18-2-10": ["제18조제2항제10호 (공공의 안전과 안녕)", "PIPA 18(2)10: public safety"],
};

export const APPROVERS: Record<string, Names> = {
  SHIFT_LEAD: ["관제팀장", "Shift lead"],
  CENTRE_HEAD: ["운영책임자", "Head of the centre"],
  CPO: ["개인정보보호책임자", "Privacy officer"],
  RESIDENT_POLICE: ["상주경찰관", "Resident police officer"],
};

export const EXPECTATIONS: Record<string, Names> = {
  allow: ["제공", "allow"],
  ask: ["승인 후 제공", "ask"],
  refuse: ["제공하지 않음", "refuse"],
};

export function nameIn(names: Names | undefined, of: Language, word: string): string {
  return names ? inLanguage(of, names[0], names[1]) : word;
}

/** The list's own words and those of the text that it does not know, so that nothing is ticked unseen. */
export function wordsOf(list: Record<string, Names>, held: readonly string[]): string[] {
  const known = Object.keys(list);
  return [...known, ...held.filter((word) => !known.includes(word))];
}
