// What a vehicle shows while its device has not proven itself: nothing of the incident, until the key has answered.

import { Entry } from "../identity/Entry";
import { words } from "../identity/words";
import { useWords } from "./language";

export function ProvingPage({
  isRefused,
  onSignOut,
}: {
  isRefused: boolean;
  onSignOut: () => void;
}) {
  const w = useWords(words);
  return (
    <Entry title={w.proving.title} failure={isRefused ? w.failures.device : null}>
      {!isRefused && <p role="status">{w.proving.what}</p>}
      <button type="button" onClick={onSignOut}>
        {w.proving.signOut}
      </button>
    </Entry>
  );
}
