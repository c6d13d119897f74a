// Who is signed in decides what is shown: the sign-in form, a locked screen, or the shell with the page of the path.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { api, Problem } from "../api/client";
import type { Me } from "../api/feed";
import { onSessionTrouble } from "../api/sessionTrouble";
import { DutyNotice } from "../duties/DutyNotice";
import { SeatGate } from "../duties/SeatGate";
import { FeedProvider } from "../feed/FeedProvider";
import { ChoosePasswordPage } from "../identity/ChoosePasswordPage";
import { EnrolPage } from "../identity/EnrolPage";
import { SignInPage } from "../identity/SignInPage";
import { useDeviceProof } from "../identity/useDeviceProof";
import { LockPage } from "./LockPage";
import { useWords } from "./language";
import { ProvingPage } from "./ProvingPage";
import { isVehicle, isWall, mayOpen, PAGES } from "./pages";
import { go, homeOf, usePath } from "./router";
import { Shell } from "./Shell";
import { useActivity } from "./useActivity";
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
  if (!mayOpen(page, person.role)) return <Said text={w.notYours} home={home} />;
  return (
    <Suspense fallback={<p className="said">{w.opening}</p>}>
      <page.Page />
    </Suspense>
  );
}

const UNKNOWN_PERSON = 401;

const OpenPolicy = lazy(() =>
  import("../policy/PolicyPage").then((m) => ({ default: m.PolicyPage })),
);

const OpenRequestForm = lazy(() =>
  import("../requests/form/RequestCameraPage").then((m) => ({ default: m.RequestCameraPage })),
);

/** The node answers a locked session by its own word; what is lost on the way comes again in a minute. */
const tellActivity = () => void api.activity().catch(() => undefined);

function SignedIn(props: { person: Me; onCheck: () => void; onSignOut: () => void }) {
  const { person, onCheck, onSignOut } = props;
  const [isRefused, setRefused] = useState(false);
  const refused = useCallback(() => setRefused(true), []);
  const proven = useCallback(() => {
    setRefused(false);
    if (person.locked) onCheck();
  }, [person.locked, onCheck]);
  // a session that no device is bound to (device keys switched off) has nothing to prove
  useDeviceProof(isVehicle(person.role) && person.locks_at !== null, proven, refused);
  useActivity(
    !person.locked &&
      !person.must_change_password &&
      !isWall(person.role) &&
      !isVehicle(person.role),
    tellActivity,
  );
  useEffect(() => onSessionTrouble(onCheck), [onCheck]);
  if (person.locked && isVehicle(person.role)) {
    return <ProvingPage isRefused={isRefused} onSignOut={onSignOut} />;
  }
  if (person.locked) {
    return <LockPage person={person} onUnlocked={onCheck} onSignOut={onSignOut} />;
  }
  if (person.must_change_password) {
    return <ChoosePasswordPage person={person} onDone={onCheck} onSignOut={onSignOut} />;
  }
  return (
    <SeatGate role={person.role} onSignOut={onSignOut}>
      <FeedProvider key={person.person_id} onRefused={onCheck}>
        <Shell onSignOut={onSignOut} notice={<DutyNotice isOwn={person.is_own} />}>
          <CurrentPage person={person} />
        </Shell>
      </FeedProvider>
    </SeatGate>
  );
}

function useMe() {
  return useQuery({
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
}

export function App() {
  const client = useQueryClient();
  const path = usePath();
  const me = useMe();
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
  if (path === "/enrol") return <EnrolPage />;
  // a resident's form: of nobody's session, and the same page for whoever is signed in
  if (path === "/request-camera") {
    return (
      <Suspense fallback={null}>
        <OpenRequestForm />
      </Suspense>
    );
  }
  // open to everybody (PIPA art. 25(7)): nobody signs in to read what is done with their picture
  if (path === "/policy" && !me.data) {
    return (
      <Suspense fallback={null}>
        <OpenPolicy isAlone />
      </Suspense>
    );
  }
  if (me.isPending) return <SignInPage isReaching onSignedIn={signedIn} />;
  if (!me.data) return <SignInPage onSignedIn={signedIn} />;
  return <SignedIn person={me.data} onCheck={checkSession} onSignOut={signOut} />;
}
