// What the map says.
import { defineWords } from "../app/language";

export const words = defineWords(
  {
    map: "지도",
    list: "지도에 표시된 카메라와 출동 차량",
    camera: (number: number, name: string, state: string) => `카메라 ${number}번 ${name} ${state}`,
    dead: "영상 장애",
    unit: (name: string) => `출동 ${name}`,
    perDong: (count: string) => `카메라 ${count}대`,
    closer: "확대",
    farther: "축소",
    recentre: "현장으로",
    failed: "지도를 열 수 없습니다. 영상과 목록은 그대로 쓸 수 있습니다.",
  },
  {
    map: "Map",
    list: "Cameras and units on the map",
    camera: (number, name, state) => `Camera ${number} ${name} ${state}`,
    dead: "camera down",
    unit: (name) => `Unit ${name}`,
    perDong: (count) => `${count} cameras`,
    closer: "Zoom in",
    farther: "Zoom out",
    recentre: "To the scene",
    failed: "The map cannot be opened. Pictures and lists still work.",
  },
);
