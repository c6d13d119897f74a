// One thin bar: place, links, cameras, the clock in Seoul time, the person, and the few switches.
import { useState } from "react";
import type { FeedState } from "../feed/store";
import { useSecond } from "./clock";
import { count, seoulTime } from "./format";
import { inLanguage, type Language, language, useWords } from "./language";
import { isVehicle, pagesOf } from "./pages";
import { go, usePath } from "./router";
import { theme } from "./theme";
import { words } from "./words";

const DOT = { connecting: "warn", live: "", stale: "warn", down: "alarm" } as const;

function Clock() {
  const w = useWords(words);
  return (
    <time className="clock" title={w.clock}>
      {seoulTime(useSecond())}
    </time>
  );
}

function Links({ feed }: { feed: FeedState }) {
  const w = useWords(words);
  const { summary, link } = feed;
  return (
    <>
      <span className="item links" role="status">
        <i className={`dot ${DOT[link]}`} />
        <span className={link === "live" ? "links-text" : ""}>{w.links[link]}</span>
      </span>
      {summary && (
        <span className="item cameras" title={w.camerasTitle(count(summary.cameras_dead))}>
          <i className={`dot ${summary.cameras_dead > summary.cameras * 0.05 ? "warn" : ""}`} />
          {w.cameras(count(summary.cameras - summary.cameras_dead), count(summary.cameras))}
        </span>
      )}
    </>
  );
}

function Switches({ onKeys }: { onKeys: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const now = theme.use();
  return (
    <>
      <button
        type="button"
        lang={lang === "ko" ? "en" : "ko"}
        onClick={() => language.set(lang === "ko" ? "en" : "ko")}
      >
        {lang === "ko" ? w.toEnglish : w.toKorean}
      </button>
      <button type="button" onClick={() => theme.set(now === "dark" ? "light" : "dark")}>
        {now === "dark" ? w.light : w.dark}
      </button>
      <button type="button" className="keys" aria-label={w.keys} onClick={onKeys}>
        <span className="keys-label">{w.keys}</span>
        <kbd>?</kbd>
      </button>
    </>
  );
}

function placeOf({ hello }: FeedState, of: Language): string {
  if (!hello) return "";
  const { centre, person } = hello;
  const centreName = inLanguage(of, centre.name_ko, centre.name_en);
  const own = inLanguage(of, person.organisation_name_ko, person.organisation_name_en);
  return own && own !== centreName ? `${centreName} · ${own}` : centreName;
}

/** Only for who has more than one page; the rooms and vehicles keep their bar thin. */
function Pages({ feed }: { feed: FeedState }) {
  const w = useWords(words);
  const path = usePath();
  const lang = language.use();
  const pages = feed.hello ? pagesOf(feed.hello.person.role) : [];
  if (pages.length < 2) return null;
  return (
    <nav className="pages" aria-label={w.pages}>
      {pages.map((page) => (
        <a
          key={page.path}
          href={page.path}
          aria-current={page.path === path ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(page.path);
          }}
        >
          {inLanguage(lang, page.name?.[0], page.name?.[1])}
        </a>
      ))}
    </nav>
  );
}

/** The name leads to one's own account; a vehicle has none to keep. */
function Person({ feed }: { feed: FeedState }) {
  const w = useWords(words);
  const person = feed.hello?.person;
  if (!person) return <span className="person" />;
  if (isVehicle(person.role)) return <span className="person">{person.name}</span>;
  return (
    <a
      className="person"
      href="/account"
      title={w.account}
      onClick={(event) => {
        event.preventDefault();
        go("/account");
      }}
    >
      {person.name}
    </a>
  );
}

export function TopBar(props: { feed: FeedState; onKeys: () => void; onSignOut: () => void }) {
  const { feed } = props;
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="bar">
      <b>{w.product}</b>
      <span className="place">{placeOf(feed, language.use())}</span>
      <Pages feed={feed} />
      <span className="grow" />
      <Links feed={feed} />
      <Clock />
      <button
        type="button"
        className="more"
        aria-expanded={isOpen}
        aria-label={w.menu}
        onClick={() => setOpen(!isOpen)}
      >
        ☰
      </button>
      <div className="tools" data-open={isOpen || undefined}>
        <Person feed={feed} />
        <Switches onKeys={props.onKeys} />
        <button type="button" onClick={props.onSignOut}>
          {w.signOut}
        </button>
      </div>
    </header>
  );
}
