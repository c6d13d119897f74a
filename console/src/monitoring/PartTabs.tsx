// The way between the pages of selective monitoring; each role is shown those it may open.
import { useQueryClient } from "@tanstack/react-query";
import type { Me } from "../api/feed";
import { useWords } from "../app/language";
import { mayOpen, PAGES } from "../app/pages";
import { go, usePath } from "../app/router";
import { words } from "./words";
import "./monitoring.css";

const PARTS = [
  ["queue", "/monitoring"],
  ["cameras", "/monitoring/cameras"],
  ["load", "/monitoring/load"],
  ["workers", "/monitoring/workers"],
] as const;

export function useRole(): string {
  return useQueryClient().getQueryData<Me>(["me"])?.role ?? "";
}

export function PartTabs() {
  const w = useWords(words);
  const path = usePath();
  const role = useRole();
  const open = PARTS.filter(([, to]) => PAGES.some((one) => one.path === to && mayOpen(one, role)));
  if (open.length < 2) return null;
  return (
    <nav className="mon-parts" aria-label={w.parts}>
      {open.map(([part, to]) => (
        <a
          key={part}
          href={to}
          aria-current={to === path ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(to);
          }}
        >
          {w.part[part]}
        </a>
      ))}
    </nav>
  );
}
