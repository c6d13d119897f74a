// Who is signed in decides what is shown: the sign-in form, or the shell with the page of the path.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useCallback, useEffect } from "react";
import { api, Problem } from "../api/client";
import type { Me } from "../api/feed";
import { FeedProvider } from "../feed/FeedProvider";
import { SignInPage } from "../identity/SignInPage";
import { useWords } from "./language";
import { PAGES } from "./pages";
import { go, homeOf, usePath } from "./router";
import { Shell } from "./Shell";
import { words } from "./words";

function Said({ text, home }: { text: string; home: string | null }) {
  const w = useWords(words);
  return (
    <div className="said">
      <h1>{text}</h1>
      {home && (
        <button type="button" className="primary" onClick={() => go(home)}>
          {w.home}
        </button>
      )}
    </div>
  );
}

function CurrentPage({ person }: { person: Me }) {
  const w = useWords(words);
  const path = usePath();
  const home = homeOf(person.role);
  useEffect(() => {
    if (path === "/" && home) go(home, true);
  }, [path, home]);
  const page = PAGES.find((one) => one.path === path);
  if (path === "/") return home ? null : <Said text={w.noHome} home={null} />;
  if (!page) return <Said text={w.noPage} home={home} />;
  if (!page.roles.includes(person.role)) return <Said text={w.notYours} home={home} />;
  return (
    <Suspense fallback={<p className="said">{w.opening}</p>}>
      <page.Page />
    </Suspense>
  );
}

const UNKNOWN_PERSON = 401;

export function App() {
  const client = useQueryClient();
  const me = useQuery({
    queryKey: ["me"],
    queryFn: () =>
      api.me().catch((problem: unknown) => {
        if (problem instanceof Problem && problem.status === UNKNOWN_PERSON) return null;
        throw problem;
      }),
    retry: true,
    retryDelay: 1500,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const signedIn = (person: Me) => {
    client.setQueryData(["me"], person);
    if (!homeOf(person.role) || location.pathname === "/sign-in") go("/", true);
  };
  const signOut = () => {
    const forget = () => {
      client.clear();
      location.assign("/");
    };
    api.signOut().then(forget, forget);
  };
  const checkSession = useCallback(() => {
    void client.invalidateQueries({ queryKey: ["me"] });
  }, [client]);
  if (me.isPending) return <SignInPage isReaching onSignedIn={signedIn} />;
  if (!me.data) return <SignInPage onSignedIn={signedIn} />;
  return (
    <FeedProvider key={me.data.person_id} onRefused={checkSession}>
      <Shell onSignOut={signOut}>
        <CurrentPage person={me.data} />
      </Shell>
    </FeedProvider>
  );
}
