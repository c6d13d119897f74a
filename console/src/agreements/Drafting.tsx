// Writing the next version: the form beside the text that it makes, with what the node finds wrong as one types.
import { useState } from "react";
import { inLanguage, language, useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { useSending } from "../incident/useSending";
import { AgreementTextView } from "./AgreementTextView";
import { doors } from "./doors";
import { Editor, useDongs } from "./Editor";
import { nameIn } from "./lists";
import type { Problem } from "./node";
import { Outcomes } from "./Outcomes";
import { type AgreementText, isSame } from "./text";
import { type Checking, useCheck } from "./useCheck";
import { words } from "./words";

const NO_PROBLEMS: readonly Problem[] = [];

/** Takes the eye to the field that is named. */
function reveal(path: string): void {
  const field = document.querySelector(`.editor [data-path="${CSS.escape(path)}"]`);
  field?.scrollIntoView({ block: "center" });
  field?.querySelector<HTMLElement>("input, select, textarea")?.focus({ preventScroll: true });
}

function Found({ checking }: { checking: Checking }) {
  const w = useWords(words);
  const lang = language.use();
  const { checked, state } = checking;
  const problems = checked?.problems ?? NO_PROBLEMS;
  const failing = checked?.examples.filter((one) => !one.passed).length ?? 0;
  const verdict =
    state === "unreachable"
      ? w.uncheckable
      : !checked
        ? w.checking
        : problems.length > 0
          ? w.problems(problems.length)
          : w.noProblems;
  return (
    <section className="problem-list" aria-busy={state === "checking"}>
      <p role="status">
        <b>{verdict}</b>
        {failing > 0 && <b className="late"> · {w.examplesFail(failing)}</b>}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((one) => (
            <li key={`${one.field} ${one.text_en}`}>
              <button type="button" className="quiet" onClick={() => reveal(one.field)}>
                <code>{one.field}</code>
              </button>{" "}
              {inLanguage(lang, one.text_ko, one.text_en)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function Drafting(props: {
  text: AgreementText;
  /** The version that is edited: what the draft is compared with. */
  kept: AgreementText;
  onChange: (text: AgreementText) => void;
  onSaved: (version: number) => void;
  onLeave: () => void;
}) {
  const { text } = props;
  const w = useWords(words);
  const lang = language.use();
  const dongs = useDongs();
  const checking = useCheck(text);
  const { checked, readable } = checking;
  const { busy, problem, send } = useSending();
  const [isSavedOnce, setSavedOnce] = useState(false);
  const isChanged = !isSame(text, props.kept);
  const leave = useSecondPress(props.onLeave);
  const mayBeSaved = checking.state === "checked" && checked?.problems.length === 0 && isChanged;
  const save = () =>
    send("save", async () => {
      const made = await doors.add(text);
      setSavedOnce(true);
      props.onSaved(made.version);
    });
  return (
    <section className="drafting">
      <div className="save-bar">
        <button
          type="button"
          className="primary"
          disabled={!mayBeSaved || busy !== null || isSavedOnce}
          onClick={save}
        >
          {busy ? w.saving : w.save}
        </button>
        <button type="button" onClick={isChanged ? leave.press : props.onLeave}>
          {leave.armed ? w.discard : w.stopEditing}
        </button>
        {isChanged && <span className="hint">{w.unsaved}</span>}
        <span className="form-problem" role="status">
          {problem?.text}
        </span>
      </div>
      <div className="with-editor">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable to be scrolled by keys */}
        <section className="beside" aria-label={w.preview} tabIndex={0}>
          <Found checking={checking} />
          {checked && readable !== checked && <p className="hint">{w.unreadable}</p>}
          {readable && (
            <AgreementTextView korean={readable.preview_ko} english={readable.preview_en} />
          )}
          {checked && checked.examples.length > 0 && (
            <Outcomes
              text={text}
              outcomes={checked.examples}
              dongName={(code) => nameIn(dongs[code], lang, code)}
            />
          )}
        </section>
        <Editor text={text} problems={checked?.problems ?? NO_PROBLEMS} onChange={props.onChange} />
      </div>
    </section>
  );
}
