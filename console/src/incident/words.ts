// Words that the operator's and the vehicle's page share: how a call is named, what a refused press means.
import { defineWords } from "../app/language";

export const words = defineWords(
  {
    code: (level: string) => `코드${level}`,
    exercise: "훈련",
    pilot: "시범운영",
    remark: {
      question: "이번 영상이 도움이 되었습니까",
      scale: "1 도움 안 됨 · 5 결정적",
      rating: (figure: number) => `${figure}점`,
      line: "한 줄 의견",
      hint: "한 줄 의견(이름 없이, 선택)",
      send: "보내기",
      done: "의견을 보냈습니다.",
    },
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
    pilot: "Pilot",
    remark: {
      question: "Did the pictures help?",
      scale: "1 no help · 5 decisive",
      rating: (figure) => `${figure} of 5`,
      line: "One line",
      hint: "One line (no names, optional)",
      send: "Send",
      done: "Your remark was sent.",
    },
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
