// One spoken line for the driver. A device without speech stays silent and says so on its button.
import { useEffect, useRef } from "react";
import { type Language, language } from "../app/language";
import { remembered } from "../app/remembered";

export const voice = remembered<"on" | "off">("voice", ["on", "off"], "on");

/** The same line is not repeated, and a changed distance is not worth a sentence more often than this. */
const AGAIN_AFTER_MS = 8000;
const TAGS: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };

export function canSpeak(): boolean {
  return typeof speechSynthesis !== "undefined" && typeof SpeechSynthesisUtterance !== "undefined";
}

function speak(text: string, of: Language): void {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = TAGS[of];
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

export function useVoice(line: string, isDriving: boolean): void {
  const lang = language.use();
  const isOn = voice.use() === "on" && isDriving && canSpeak();
  const spoken = useRef({ line: "", ms: 0 });
  useEffect(() => {
    if (!isOn || !line || spoken.current.line === line) return;
    const wait = Math.max(0, spoken.current.ms + AGAIN_AFTER_MS - Date.now());
    const timer = setTimeout(() => {
      spoken.current = { line, ms: Date.now() };
      speak(line, lang);
    }, wait);
    return () => clearTimeout(timer);
  }, [line, isOn, lang]);
  useEffect(() => {
    if (!isOn) return;
    return () => speechSynthesis.cancel();
  }, [isOn]);
}
