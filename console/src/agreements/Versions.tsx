// The versions of an agreement: what changed in each, who has signed it, when it was suspended.
import { seoulDateTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { openInPage } from "../app/usePlaceInPage";
import { SignerKeys } from "./keys/SignerKeys";
import type { Version } from "./node";
import { Signing } from "./Signing";
import { words } from "./words";

function Changes({ version }: { version: Version }) {
  const w = useWords(words);
  const lang = language.use();
  if (version.version === 1) return <p className="hint">{w.firstVersion}</p>;
  if (version.changes.length === 0) return <p className="hint">{w.noChanges}</p>;
  return (
    <ul className="changes">
      {version.changes.map((one) => (
        <li key={one.field}>{inLanguage(lang, one.text_ko, one.text_en)}</li>
      ))}
    </ul>
  );
}

function Suspensions({ version }: { version: Version }) {
  const w = useWords(words);
  if (version.suspensions.length === 0) return null;
  return (
    <section>
      <h3>{w.suspensions}</h3>
      <ul className="changes">
        {version.suspensions.map((one) => (
          <li key={one.at}>
            {w.suspensionRow(
              seoulDateTime(one.at),
              one.resumed_at ? seoulDateTime(one.resumed_at) : w.stillSuspended,
            )}
            {" · "}
            {one.reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface VersionsProps {
  version: Version;
  maySign: boolean;
  mayChangeKeys: boolean;
  onFresh: () => void;
}

export function Versions(props: VersionsProps) {
  const { version } = props;
  const w = useWords(words);
  return (
    <div className="versions">
      <nav className="version-list" aria-label={w.versions}>
        {version.versions.map((number) => (
          <button
            key={number}
            type="button"
            aria-pressed={number === version.version}
            onClick={() => openInPage(`${version.agreement_id}/${number}`)}
          >
            {w.version(number)}
          </button>
        ))}
      </nav>
      <h3>{w.changes}</h3>
      <Changes version={version} />
      <Signing
        key={version.version}
        version={version}
        maySign={props.maySign}
        onDone={props.onFresh}
      />
      <SignerKeys version={version} mayChange={props.mayChangeKeys} onDone={props.onFresh} />
      <Suspensions version={version} />
    </div>
  );
}
