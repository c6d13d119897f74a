// One line to the vehicles and the operator.
import { type FormEvent, type RefObject, useState } from "react";
import { useWords } from "../app/language";
import { words } from "./words";

const LONGEST = 80;

export function LineBox(props: {
  input: RefObject<HTMLInputElement | null>;
  onSay: (text: string) => void;
}) {
  const w = useWords(words);
  const [text, setText] = useState("");
  const say = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    props.onSay(said);
    setText("");
    props.input.current?.blur();
  };
  return (
    <form className="line-box" onSubmit={say}>
      <input
        ref={props.input}
        value={text}
        maxLength={LONGEST}
        placeholder={w.line}
        aria-label={w.line}
        title={w.lineHint}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // Enter also ends the composition of a Hangul syllable: that Enter must not send half a word.
          if (event.code === "Enter" && event.nativeEvent.isComposing) event.preventDefault();
          if (event.code === "Escape") event.currentTarget.blur();
        }}
      />
      <button type="submit" disabled={!text.trim()}>
        {w.send}
      </button>
    </form>
  );
}
