// Which centres' pictures and states may be old, because their line does not stand. Pure.
import type { LinkStanding } from "../api/feed";

const STALE: ReadonlySet<string> = new Set(["down", "refused"]);

/** Down or refused; a line of which nothing is known yet is not called so. */
export function isStale(link: LinkStanding): boolean {
  return STALE.has(link.state);
}

/** The line to that owner if it does not stand; null where it does, and for our own. */
export function staleOf(links: readonly LinkStanding[], owner: string): LinkStanding | null {
  return (owner && links.find((one) => one.code === owner && isStale(one))) || null;
}
