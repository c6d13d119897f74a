// Words of tables that are taken out.
import { defineWords } from "../app/language";

export const words = defineWords(
  {
    file: "파일로 받기",
    why: (form: string) => `${form}: 받는 까닭이 이력에 남습니다.`,
    save: "받기",
    making: "만드는 중",
    saved: (name: string) => `${name} 받음`,
  },
  {
    file: "As a file",
    why: (form) => `${form}: the reason stays in the trail.`,
    save: "Download",
    making: "Making it",
    saved: (name) => `${name} saved`,
  },
);
