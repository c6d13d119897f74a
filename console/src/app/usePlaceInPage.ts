// What is open within a page, kept behind `#` so that reload, back and a copied address find it again.
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void) {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
}

export function usePlaceInPage(): string {
  return useSyncExternalStore(subscribe, () => decodeURIComponent(location.hash.slice(1)));
}

export function openInPage(place: string): void {
  location.hash = encodeURIComponent(place);
}
