// What stands around every page: the bar, a line when the link is not well, the keys, one boundary.
import { type ReactNode, useState } from "react";
import { useFeed } from "../feed/FeedProvider";
import type { FeedState } from "../feed/store";
import { ErrorBoundary } from "./ErrorBoundary";
import { seoulTime } from "./format";
import { KeysDialog } from "./KeysDialog";
import { useKeys } from "./keys";
import { useWords } from "./language";
import { TopBar } from "./TopBar";
import { words } from "./words";
import "./shell.css";

function LinkNotice({ feed }: { feed: FeedState }) {
  const w = useWords(words);
  if (feed.link === "stale") {
    return (
      <div className="notice" role="status">
        <b>{w.stale}</b>
        {w.staleStill}
      </div>
    );
  }
  if (feed.link !== "down" || !feed.hello) return null;
  return (
    <div className="notice" role="alert">
      <b>{w.down}</b>
      {w.downStill(seoulTime(feed.lostAt))}
    </div>
  );
}

export function Shell(props: {
  onSignOut: () => void;
  /** One line between the bar and the page. */
  notice?: ReactNode;
  children: ReactNode;
}) {
  const w = useWords(words);
  const feed = useFeed();
  const [areKeysOpen, setKeysOpen] = useState(false);
  const openKeys = () => setKeysOpen(true);
  useKeys([{ code: "Slash", shift: true, cap: "?", label: w.keysTitle, run: openKeys }]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {w.skip}
      </a>
      <TopBar feed={feed} onKeys={openKeys} onSignOut={props.onSignOut} />
      <div className="notices">
        <LinkNotice feed={feed} />
        {props.notice}
      </div>
      <main id="content" tabIndex={-1}>
        <ErrorBoundary>{props.children}</ErrorBoundary>
      </main>
      <KeysDialog isOpen={areKeysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}
