// Signing in: the password, then whatever the node still asks for, each with a plain sentence when it fails.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type SignInStep } from "../api/client";
import type { Me } from "../api/feed";
import { useWords } from "../app/language";
import { AddFactor } from "./AddFactor";
import { CodeForm } from "./CodeForm";
import { DeviceStep } from "./DeviceStep";
import { Entry } from "./Entry";
import { type Failure, returnedFailure } from "./failure";
import { PasskeyStep } from "./PasskeyStep";
import { PasswordForm } from "./PasswordForm";
import { askPasskey } from "./passkeys";
import { RecoveryCodes } from "./RecoveryCodes";
import {
  firstFactor,
  isWaiting,
  proveSignIn,
  returnedStep,
  type Way,
  wayOf,
  waysBeside,
} from "./steps";
import { type StepState, useStep } from "./useStep";
import { words } from "./words";

interface Under {
  name: string;
  waiting: SignInStep;
  way: Way;
}

function Provider() {
  const w = useWords(words);
  const ways = useQuery({ queryKey: ["sign-in ways"], queryFn: api.signInWays, retry: false });
  const offered = ways.data?.oidc;
  if (!offered) return null;
  const { name } = offered;
  return (
    <div className="provider">
      <p>{w.or}</p>
      <a href="/api/oidc/start">{name ? w.withProvider(name) : w.providerPlain}</a>
    </div>
  );
}

function OtherWays(props: { under: Under; onWay: (way: Way) => void; onBack: () => void }) {
  const w = useWords(words);
  return (
    <div className="ways">
      <button type="button" className="quiet" onClick={props.onBack}>
        {w.back}
      </button>
      {waysBeside(props.under.waiting, props.under.way).map((way) => (
        <button key={way} type="button" className="quiet" onClick={() => props.onWay(way)}>
          {w[way].other}
        </button>
      ))}
    </div>
  );
}

function SecondStep(props: {
  under: Under;
  step: StepState;
  onDone: (codes: readonly string[]) => void;
}) {
  const { under, step, onDone } = props;
  const { pending } = under.waiting;
  const finish = async (ask: () => Promise<unknown>) => {
    const done = await step.run(() => ask().then(() => true));
    if (done) onDone([]);
  };
  switch (under.way) {
    case "enrol":
      return <AddFactor ports={firstFactor(pending)} step={step} onDone={onDone} />;
    case "device":
      return (
        <DeviceStep
          failure={step.failure}
          onProve={() => void finish(() => proveSignIn(pending, under.name))}
        />
      );
    case "passkey":
      return (
        <PasskeyStep
          isSending={step.isSending}
          onUse={() =>
            void finish(async () => {
              const options = await api.signInPasskeyOptions({ pending });
              await api.signInPasskey({ pending, credential: await askPasskey(options) });
            })
          }
        />
      );
    default: {
      const send = under.way === "recovery" ? api.signInRecovery : api.signInTotp;
      return (
        <CodeForm
          key={under.way}
          kind={under.way}
          isSending={step.isSending}
          onCode={(code) => void finish(() => send({ pending, code }))}
        />
      );
    }
  }
}

/** Read once: a token in the address would be tried again by every reload. */
function takeReturned(): Under | null {
  const waiting = returnedStep(location.hash);
  if (!waiting) return null;
  history.replaceState(history.state, "", location.pathname);
  return { name: "", waiting, way: wayOf(waiting) };
}

function useFlow(onSignedIn: (person: Me) => void) {
  const step = useStep();
  const [under, setUnder] = useState<Under | null>(takeReturned);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const enter = () => void step.run(api.me).then((me) => me && onSignedIn(me));
  const begin = async (name: string, password: string) => {
    const said = await step.run(() => api.signIn(name, password));
    if (said === undefined) return;
    if (isWaiting(said)) setUnder({ name, waiting: said, way: wayOf(said) });
    else enter();
  };
  const done = (shown: readonly string[]) => (shown.length > 0 ? setCodes(shown) : enter());
  return { step, under, setUnder, codes, begin, done, enter };
}

const FAILED_BACK: ReadonlySet<Failure> = new Set(["over"]);

export function SignInPage(props: { isReaching?: boolean; onSignedIn: (person: Me) => void }) {
  const w = useWords(words);
  const flow = useFlow(props.onSignedIn);
  const [returned] = useState(() => returnedFailure(location.search));
  const { step, under } = flow;
  if (flow.codes.length > 0) {
    return (
      <Entry title={w.codes.title} failure={step.failure && w.failures[step.failure]}>
        <RecoveryCodes codes={flow.codes} onDone={flow.enter} />
      </Entry>
    );
  }
  const failure = step.failure ?? (under ? null : returned);
  const said = failure && w.failures[failure];
  if (under && !FAILED_BACK.has(step.failure ?? "wrong")) {
    const text = under.way === "enrol" ? w.addFactor : w[under.way];
    return (
      <Entry title={text.title} failure={said} footer={w.notice}>
        {under.way !== "passkey" && under.way !== "device" && "what" in text && <p>{text.what}</p>}
        <SecondStep under={under} step={step} onDone={flow.done} />
        <OtherWays
          under={under}
          onWay={(way) => {
            step.clear();
            flow.setUnder({ ...under, way });
          }}
          onBack={() => {
            step.clear();
            flow.setUnder(null);
          }}
        />
      </Entry>
    );
  }
  return (
    <Entry title={w.title} failure={said} footer={w.notice}>
      {props.isReaching && <p role="status">{w.reaching}</p>}
      <PasswordForm
        isSending={step.isSending}
        onSend={(name, password) => void flow.begin(name, password)}
      />
      <Provider />
    </Entry>
  );
}
