// One thin bar: place, links, cameras, the clock in Seoul time, the person, and the few switches.
import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { isStale } from "../feed/stale";
import type { FeedState } from "../feed/store";
import { centreShort } from "./centre";
import { useSecond } from "./clock";
import { count, seoulMinute, seoulTime } from "./format";
import { inLanguage, type Language, language, useWords } from "./language";
import { isVehicle, type PageEntry, pagesOf } from "./pages";
import { go, usePath } from "./router";
import { theme } from "./theme";
import { useMedia } from "./useMedia";
import { words } from "./words";

/** So many pages push the clock out of a narrower bar: they go behind its ☰. */
const MANY = 4;
const NARROW = "(max-width: 820px)";
const NARROW_FOR_MANY = "(max-width: 1440px)";
/** The head of the centre has all the office's pages. */
const MOST = 14;
const NARROW_FOR_MOST: Record<Language, string> = {
  ko: "(max-width: 1860px)",
  en: "(max-width: 2100px)",
};

function narrowFor(pages: number, of: Language): string {
  if (pages >= MOST) return NARROW_FOR_MOST[of];
  return pages >= MANY ? NARROW_FOR_MANY : NARROW;
}
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
      {summary && summary.cameras > 0 && (
        <span className="item cameras" title={w.camerasTitle(count(summary.cameras_dead))}>
          <i className={`dot ${summary.cameras_dead > summary.cameras * 0.05 ? "warn" : ""}`} />
          {w.cameras(count(summary.cameras - summary.cameras_dead), count(summary.cameras))}
        </span>
      )}
    </>
  );
}

/** How many other centres are out of reach; nothing while all lines stand. */
function StaleCentres({ feed }: { feed: FeedState }) {
  const w = useWords(words);
  const lang = language.use();
  const stale = feed.links.filter(isStale);
  const [first] = stale;
  if (!first || feed.link === "down") return null;
  const names = stale.map((one) => {
    const name = centreShort(inLanguage(lang, one.name_ko, one.name_en));
    return w.staleCentre(name, seoulMinute(one.since));
  });
  const text = stale.length === 1 ? (names[0] as string) : w.staleCentres(count(stale.length));
  return (
    <span className="item stale-centres" role="status" title={names.join("\n")}>
      <i className="dot warn" />
      <span className="stale-long">{text}</span>
      <span className="stale-short" aria-hidden="true">
        {w.staleShort(count(stale.length))}
      </span>
    </span>
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

const nameOf = (page: PageEntry, lang: Language) =>
  inLanguage(lang, page.name?.[0], page.name?.[1]);

function placeOf({ hello }: FeedState, of: Language): string {
  if (!hello) return "";
  const { centre, person } = hello;
  const centreName = inLanguage(of, centre.name_ko, centre.name_en);
  const own = inLanguage(of, person.organisation_name_ko, person.organisation_name_en);
  return own && own !== centreName ? `${centreName} · ${own}` : centreName;
}

/** The page of the bar that is open, or to which the open one belongs. */
const openOf = (pages: readonly PageEntry[], path: string) =>
  pages.find((page) => page.path === path) ??
  pages.find((page) => path.startsWith(`${page.path}/`));

/** Only for who has more than one page; the rooms and vehicles keep their bar thin. */
function Pages({ pages, onGone }: { pages: readonly PageEntry[]; onGone: () => void }) {
  const w = useWords(words);
  const path = usePath();
  const open = openOf(pages, path);
  const lang = language.use();
  if (pages.length < 2) return null;
  return (
    <nav className="pages" aria-label={w.pages}>
      {pages.map((page) => (
        <a
          key={page.path}
          href={page.path}
          aria-current={page === open ? (page.path === path ? "page" : true) : undefined}
          onClick={(event) => {
            event.preventDefault();
            onGone();
            go(page.path);
          }}
        >
          {nameOf(page, lang)}
        </a>
      ))}
    </nav>
  );
}

/** The name leads to one's own account; a vehicle has none to keep. */
function Person({ feed, onGone }: { feed: FeedState; onGone: () => void }) {
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
        onGone();
        go("/account");
      }}
    >
      {person.name}
    </a>
  );
}

/** The menu behind ☰: Escape and pressing elsewhere close it; the button keeps the focus. */
function useMenu() {
  const [isOpen, setOpen] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  const handlers = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !isOpen) return;
      event.stopPropagation();
      close();
      button.current?.focus();
    },
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget && !bar.current?.contains(event.relatedTarget)) close();
    },
  };
  return { isOpen, bar, button, close, toggle: () => setOpen(!isOpen), handlers };
}

export function TopBar(props: { feed: FeedState; onKeys: () => void; onSignOut: () => void }) {
  const { feed } = props;
  const w = useWords(words);
  const lang = language.use();
  const path = usePath();
  const pages = feed.hello ? pagesOf(feed.hello.person.role) : [];
  const isMany = pages.length >= MANY;
  const isFolded = useMedia(narrowFor(pages.length, lang));
  const { isOpen, bar, button, close, toggle, handlers } = useMenu();
  const here = pages.length > 1 && openOf(pages, path);
  return (
    <header
      ref={bar}
      className="bar"
      data-many={isMany || undefined}
      data-folded={isFolded || undefined}
      {...handlers}
    >
      <b>{w.product}</b>
      {isFolded && here && <span className="here">{nameOf(here, lang)}</span>}
      <span className="place">{placeOf(feed, lang)}</span>
      <span className="grow" />
      <StaleCentres feed={feed} />
      <Links feed={feed} />
      <Clock />
      <button
        ref={button}
        type="button"
        className="more"
        aria-expanded={isOpen}
        aria-label={w.menu}
        onClick={toggle}
      >
        ☰
      </button>
      <div className="menu" data-open={isOpen || undefined}>
        <Pages pages={pages} onGone={close} />
        <div className="tools">
          <Person feed={feed} onGone={close} />
          <Switches onKeys={props.onKeys} />
          <button type="button" onClick={props.onSignOut}>
            {w.signOut}
          </button>
        </div>
      </div>
    </header>
  );
}
