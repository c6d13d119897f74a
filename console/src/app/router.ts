// The page's path and who starts where. Small on purpose: a handful of pages, no nesting.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

export function go(path: string, replace = false): void {
  if (path === location.pathname) return;
  history[replace ? "replaceState" : "pushState"](null, "", path);
  tell();
}

export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      window.addEventListener("popstate", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("popstate", listener);
      };
    },
    () => location.pathname,
  );
}

const HOME: Record<string, string> = {
  POLICE_ROOM: "/room",
  FIRE_ROOM: "/room",
  DISASTER_ROOM: "/room",
  MOJ_CENTRE: "/room",
  MIL_ROOM: "/room",
  POLICE_CAR: "/vehicle",
  FIRE_CAR: "/vehicle",
  OPERATOR: "/watch",
  SHIFT_LEAD: "/watch",
  CENTRE_HEAD: "/watch",
  WELFARE: "/missing",
  RESIDENT: "/missing",
  AUDITOR: "/trail",
  CPO: "/trail",
  ASSET_MGR: "/replacement",
  MAINT_VENDOR: "/maintenance",
  SITE_PLANNER: "/planning",
};

/** The page a role starts on; null when the console has none for it yet. */
export function homeOf(role: string): string | null {
  return HOME[role] ?? null;
}
