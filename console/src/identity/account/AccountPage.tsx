// One's own account: the password, second factors behind it with their recovery codes, and where one is signed in.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, api } from "../../api/client";
import { count, seoulTime } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { isVehicle } from "../../app/pages";
import { go, homeOf } from "../../app/router";
import { useFeed } from "../../feed/FeedProvider";
import { AddFactor } from "../AddFactor";
import { RecoveryCodes } from "../RecoveryCodes";
import { ownFactor } from "../steps";
import { useStep } from "../useStep";
import { words as identityWords } from "../words";
import { OwnPassword } from "./OwnPassword";
import { OwnSessions } from "./OwnSessions";
import { AccountDialog, PasswordGate, useFailureText } from "./PasswordGate";
import { words } from "./words";
import "../sign-in.css";
import "./account.css";

type Factors = Answer<"MyFactors">;
type Factor = Factors["factors"][number];

const FEW = 3;

function useRefreshed() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["factors"] });
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words);
  const all = useWords(identityWords);
  const step = useStep();
  const refresh = useRefreshed();
  const failure = useFailureText(step);
  const [password, setPassword] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const done = (shown: readonly string[]) => {
    refresh();
    if (shown.length > 0) setCodes(shown);
    else onClose();
  };
  if (codes.length > 0) {
    return (
      <AccountDialog title={all.codes.title} failure={null} onClose={() => undefined}>
        <RecoveryCodes codes={codes} onDone={onClose} />
      </AccountDialog>
    );
  }
  // a wrong password shows itself at the first door behind it: then it is asked again
  const isAsked = password === null || step.failure === "wrong";
  return (
    <AccountDialog title={w.addTitle} failure={failure} onClose={onClose}>
      {isAsked ? (
        <PasswordGate
          confirm={w.next}
          isSending={false}
          onPassword={(typed) => {
            step.clear();
            setPassword(typed);
          }}
          onClose={onClose}
        />
      ) : (
        <AddFactor key={password} ports={ownFactor(password)} step={step} onDone={done} />
      )}
    </AccountDialog>
  );
}

function RemoveDialog({ factor, onClose }: { factor: Factor; onClose: () => void }) {
  const w = useWords(words);
  const step = useStep();
  const refresh = useRefreshed();
  const remove = async (password: string) => {
    const done = await step.run(async () => {
      await api.removeFactor(factor.factor_id, { password });
      return true;
    });
    if (!done) return;
    refresh();
    onClose();
  };
  return (
    <AccountDialog
      title={w.removeTitle(factor.label)}
      failure={useFailureText(step)}
      onClose={onClose}
    >
      <PasswordGate
        what={w.removeWhat}
        confirm={w.remove}
        isDangerous
        isSending={step.isSending}
        onPassword={(password) => void remove(password)}
        onClose={onClose}
      />
    </AccountDialog>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words);
  const all = useWords(identityWords);
  const step = useStep();
  const refresh = useRefreshed();
  const failure = useFailureText(step);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const renew = async (password: string) => {
    const made = await step.run(() => api.newRecoveryCodes({ password }));
    if (!made) return;
    refresh();
    setCodes(made.recovery_codes);
  };
  if (codes.length > 0) {
    return (
      <AccountDialog title={all.codes.title} failure={null} onClose={() => undefined}>
        <RecoveryCodes codes={codes} onDone={onClose} />
      </AccountDialog>
    );
  }
  return (
    <AccountDialog title={w.renewTitle} failure={failure} onClose={onClose}>
      <PasswordGate
        what={w.renewWhat}
        confirm={w.renew}
        isSending={step.isSending}
        onPassword={(password) => void renew(password)}
        onClose={onClose}
      />
    </AccountDialog>
  );
}

function FactorRow({ factor, onRemove }: { factor: Factor; onRemove: () => void }) {
  const w = useWords(words);
  const kind = factor.kind === "passkey" ? w.kinds.passkey : w.kinds.totp;
  return (
    <li>
      <b>{factor.label}</b>
      <span className="tag">{kind}</span>
      <span className="account-quiet">
        {[
          w.added(seoulTime(factor.added_at, 0).slice(0, 10)),
          factor.used_at ? w.used(seoulTime(factor.used_at, 0).slice(0, 10)) : w.neverUsed,
          factor.rp_id && w.host(factor.rp_id),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <button type="button" className="danger" onClick={onRemove}>
        {w.remove}
      </button>
    </li>
  );
}

type Open = "add" | "renew" | Factor | null;

function FactorList({ factors }: { factors: Factors }) {
  const w = useWords(words);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const left = factors.recovery_codes_left;
  return (
    <>
      <section className="account-part" aria-labelledby="account-factors">
        <h2 id="account-factors">{w.factors}</h2>
        <p className="account-quiet">{w.what}</p>
        {factors.required && <p className="account-quiet">{w.required}</p>}
        {factors.factors.length === 0 && <p role="status">{w.none}</p>}
        <ul>
          {factors.factors.map((factor) => (
            <FactorRow key={factor.factor_id} factor={factor} onRemove={() => setOpen(factor)} />
          ))}
        </ul>
        <button type="button" className="primary" onClick={() => setOpen("add")}>
          {w.add}
        </button>
      </section>
      <section className="account-part" aria-labelledby="account-codes">
        <h2 id="account-codes">{w.codes}</h2>
        {factors.factors.length === 0 ? (
          <p className="account-quiet">{w.codesNone}</p>
        ) : (
          <>
            <p>
              {w.codesLeft(count(left))}
              {left <= FEW && <b className="account-few"> {w.codesFew}</b>}
            </p>
            <button type="button" onClick={() => setOpen("renew")}>
              {w.renew}
            </button>
          </>
        )}
      </section>
      {open === "add" && <AddDialog onClose={close} />}
      {open === "renew" && <RenewDialog onClose={close} />}
      {open !== null && typeof open === "object" && <RemoveDialog factor={open} onClose={close} />}
    </>
  );
}

function OwnFactors() {
  const w = useWords(words);
  const factors = useQuery({ queryKey: ["factors"], queryFn: api.factors });
  if (factors.data) return <FactorList factors={factors.data} />;
  if (!factors.isError) return <p role="status">{w.loading}</p>;
  return (
    <div role="alert" className="account-part">
      <b>{w.failed}</b>
      <button type="button" onClick={() => void factors.refetch()}>
        {w.again}
      </button>
    </div>
  );
}

export function AccountPage() {
  const w = useWords(words);
  const lang = language.use();
  const person = useFeed().hello?.person;
  if (!person) return <p className="said">{w.loading}</p>;
  const home = homeOf(person.role);
  const organisation = inLanguage(lang, person.organisation_name_ko, person.organisation_name_en);
  return (
    <section className="account" aria-label={w.page}>
      <header>
        <div>
          <h1>{w.page}</h1>
          <p className="account-quiet">
            {person.name} · {organisation}
          </p>
        </div>
        {home && (
          <button type="button" onClick={() => go(home)}>
            {w.back}
          </button>
        )}
      </header>
      {isVehicle(person.role) ? (
        <p>{w.vehicle}</p>
      ) : (
        <>
          <OwnPassword />
          <OwnFactors />
          <OwnSessions />
        </>
      )}
    </section>
  );
}
