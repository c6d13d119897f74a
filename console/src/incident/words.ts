// Words that the operator's and the vehicle's page share: how a call is named, what a refused press means.
import { defineWords } from "../app/language";

export const words = defineWords(
  {
    code: (level: string) => `코드${level}`,
    exercise: "훈련",
    placeUnknown: "위치 확인 중",
    centreSays: (name: string) => `관제센터 ${name}`,
    directed: "지휘 화면",
    fleesTo: (point: string) => `이동방향 ${point}`,
    problems: {
      unreachable: "관제센터에 연결되지 않아 보내지 못했습니다.",
      tooLate: "이미 결정되었거나 시간이 지났습니다.",
      notYours: "이 계정으로는 할 수 없습니다.",
      gone: "더 이상 없는 제공입니다.",
      other: "처리하지 못했습니다.",
    },
  },
  {
    code: (level) => `Code ${level}`,
    exercise: "Exercise",
    placeUnknown: "Place not yet known",
    centreSays: (name) => `Control centre ${name}`,
    directed: "Directed view",
    fleesTo: (point) => `Moving ${point}`,
    problems: {
      unreachable: "Not sent: the control centre cannot be reached.",
      tooLate: "Already decided, or the time has passed.",
      notYours: "This account may not do that.",
      gone: "This provision no longer exists.",
      other: "That could not be done.",
    },
  },
);
