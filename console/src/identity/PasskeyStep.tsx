// The second step by passkey: one press, then the browser asks.
import { useWords } from "../app/language";
import { canUsePasskeys } from "./passkeys";
import { words } from "./words";

export function PasskeyStep(props: { isSending: boolean; onUse: () => void }) {
  const w = useWords(words).passkey;
  const may = canUsePasskeys();
  return (
    <div className="code-form">
      <p>{may ? w.what : w.cannot}</p>
      <button
        type="button"
        className="primary"
        // biome-ignore lint/a11y/noAutofocus: the one thing to do on this page
        autoFocus
        disabled={!may || props.isSending}
        onClick={props.onUse}
      >
        {props.isSending ? w.working : w.submit}
      </button>
    </div>
  );
}
