// 센터 연계: how the line to each other centre stands; the head of the hub invites, any head revokes. Comes up to date by itself.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { problemText } from "../incident/problem";
import { ReasonDialog } from "../people/ReasonDialog";
import { useChange } from "../people/useAsk";
import { Invite, type Invited, Token } from "./Invite";
import { LinkTable } from "./LinkTable";
import { type Line, type LinkPage, linkProblem, nameOf, needsALook, ownText } from "./line";
import { words } from "./words";
import "../app/office.css";
import "../identity/sign-in.css";
import "../people/people.css";
import "./links.css";

const AGAIN_MS = 10_000;

/** Asked again every few seconds, and at once when the feed says that a line has changed. */
function useLinkPage() {
  const client = useQueryClient();
  const { links } = useFeed();
  const page = useQuery({ queryKey: ["links"], queryFn: api.links, refetchInterval: AGAIN_MS });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the lines is the reason to ask
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ["links"] });
  }, [client, links]);
  return page;
}

function Alone({ page }: { page: LinkPage }) {
  const w = useWords(words);
  const isHub = page.own_kind === "hub";
  return (
    <OfficeSaid title={w.alone} text={isHub ? w.aloneHub : w.aloneDistrict}>
      {!isHub && <code className="link-command">bongsu peer join -</code>}
      {!isHub && <span>{w.aloneStill}</span>}
    </OfficeSaid>
  );
}

function Standing({ lines }: { lines: readonly Line[] }) {
  const w = useWords(words);
  const linked = lines.filter((one) => one.state !== "revoked");
  const bad = linked.filter(needsALook).length;
  if (linked.length === 0) return null;
  return (
    <p className="links-standing" role="status">
      <i className={`dot ${bad > 0 ? "warn" : ""}`} />
      {bad === 0 ? w.allWell(count(linked.length)) : w.someDown(count(bad), count(linked.length))}
    </p>
  );
}

function Revoke({ line, onClose }: { line: Line; onClose: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const revoke = useChange(["links", "city"], (reason: string) =>
    api.revokePeer(line.code, { reason }),
  );
  return (
    <ReasonDialog
      title={w.revokeTitle(nameOf(line, lang))}
      what={w.revokeWhat}
      confirm={w.revoke}
      isDangerous
      isSending={revoke.isPending}
      failure={revoke.isError ? linkProblem(revoke.error, lang) : null}
      onConfirm={(reason) => revoke.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** Broken lines first, revoked ones last. */
export function inOrder(lines: readonly Line[]): Line[] {
  const rank = (line: Line) => (line.state === "revoked" ? 2 : needsALook(line) ? 0 : 1);
  return [...lines].sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code));
}

function Body({ page, isHead }: { page: LinkPage; isHead: boolean }) {
  const w = useWords(words);
  const lang = language.use();
  const [open, setOpen] = useState<Line | "invite" | null>(null);
  const [made, setMade] = useState<Invited | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <div className="office-bar">
        <Standing lines={page.links} />
        <p className="office-quiet">{ownText(page, lang)}</p>
        <span className="grow" />
        {isHead && page.own_kind === "hub" && (
          <button type="button" className="primary" onClick={() => setOpen("invite")}>
            {w.invite}
          </button>
        )}
      </div>
      {page.links.length === 0 ? (
        <Alone page={page} />
      ) : (
        <LinkTable lines={inOrder(page.links)} onRevoke={isHead ? setOpen : null} />
      )}
      {open === "invite" && (
        <Invite
          onInvited={(one) => {
            close();
            setMade(one);
          }}
          onClose={close}
        />
      )}
      {open !== null && open !== "invite" && <Revoke line={open} onClose={close} />}
      {made && <Token made={made} onClose={() => setMade(null)} />}
    </>
  );
}

export function LinksPage() {
  const w = useWords(words);
  const lang = language.use();
  const page = useLinkPage();
  const role = useFeed().hello?.person.role;
  return (
    <section className="office links" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {page.isError && (
        <OfficeSaid title={w.failed} text={problemText(page.error, lang)} isAlert>
          <button type="button" onClick={() => void page.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {page.isPending && <OfficeSaid title={w.loading} />}
      {page.data && <Body page={page.data} isHead={role === "CENTRE_HEAD"} />}
    </section>
  );
}
