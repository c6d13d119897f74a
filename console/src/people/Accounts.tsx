// Every account: found by a few letters, changed one deed at a time, each with its reason.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, api } from "../api/client";
import type { Role } from "../api/feed";
import { count, seoulDate } from "../app/format";
import { language, useWords } from "../app/language";
import { isVehicle } from "../app/pages";
import { roleName } from "../app/roles/words";
import { Field } from "../identity/Field";
import { AddAccount, RoleFields } from "./AddAccount";
import { peopleProblem } from "./problem";
import { ReasonDialog } from "./ReasonDialog";
import { Said } from "./Said";
import { SecretDialog } from "./SecretDialog";
import { useChange } from "./useAsk";
import { words } from "./words";

export type Account = Answer<"ListPeople">[number];
type Deed = "role" | "disable" | "enable" | "factors" | "password" | "link" | "unlink";
type Secret = Answer<"ResetPassword">;

/** Every word typed stands somewhere in the account. */
export function matching(all: readonly Account[], typed: string, closedToo: boolean): Account[] {
  const wanted = typed.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    if (one.disabled_at && !closedToo) return false;
    const text = [one.name, one.display_name, one.organisation, one.organisation_name, one.unit_id]
      .join(" ")
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** `hasProvider`: without one there is nothing to link to; a vehicle signs in with its device. */
export function deedsOf(account: Account, hasProvider: boolean): Deed[] {
  if (account.disabled_at) return ["enable"];
  const reset: Deed[] = account.factors.length > 0 ? ["factors"] : [];
  const mayLink = hasProvider && !isVehicle(account.role);
  const link: Deed[] = account.is_linked ? ["unlink"] : mayLink ? ["link"] : [];
  return ["role", "password", ...reset, ...link, "disable"];
}

function DeedDialog(props: {
  account: Account;
  onSecret: (secret: Secret) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const { account } = props;
  const ways = useQuery({ queryKey: ["sign-in ways"], queryFn: api.signInWays });
  const deeds = deedsOf(account, Boolean(ways.data?.oidc));
  const [deed, setDeed] = useState<Deed>(deeds[0] ?? "role");
  const [role, setRole] = useState<Role>(account.role);
  const [home, setHome] = useState(account.organisation);
  const [unit, setUnit] = useState(account.unit_id ?? "");
  const [subject, setSubject] = useState("");
  const [isTried, setTried] = useState(false);
  const change = useChange(["people", "rights"], async (reason: string) => {
    const about = { name: account.name, reason };
    if (deed === "role") {
      const unit_id = isVehicle(role) ? unit.trim() : null;
      await api.changeRole({ ...about, role, organisation: home, unit_id });
    } else if (deed === "disable") await api.disablePerson(about);
    else if (deed === "enable") await api.enablePerson(about);
    else if (deed === "link") await api.linkPerson({ ...about, subject: subject.trim() });
    else if (deed === "unlink") await api.unlinkPerson(about);
    else if (deed === "factors") await api.resetFactors(about);
    else return await api.resetPassword(about);
    return null;
  });
  return (
    <ReasonDialog
      title={w.changeTitle(account.display_name)}
      confirm={w.apply}
      isDangerous={deed === "disable" || deed === "factors" || deed === "unlink"}
      isSending={change.isPending}
      failure={change.isError ? peopleProblem(change.error, lang) : null}
      onConfirm={(reason) => {
        setTried(true);
        if (deed === "link" && !subject.trim()) return;
        change.mutate(reason, {
          onSuccess: (secret) => (secret ? props.onSecret(secret) : props.onClose()),
        });
      }}
      onClose={props.onClose}
    >
      <fieldset className="people-deeds">
        <legend>{w.change}</legend>
        {deeds.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="deed" checked={one === deed} onChange={() => setDeed(one)} />
            {w.deeds[one]}
          </label>
        ))}
      </fieldset>
      <p className="office-quiet">{w.deedWhat[deed]}</p>
      {deed === "link" && (
        <Field
          label={w.form.subject}
          hint={w.form.subjectHint}
          error={isTried && !subject.trim() ? w.form.missing : null}
          value={subject}
          maxLength={255}
          onChange={setSubject}
        />
      )}
      {deed === "role" && (
        <RoleFields
          role={role}
          home={home}
          unit={unit}
          isTried={change.isError}
          onRole={setRole}
          onHome={setHome}
          onUnit={setUnit}
        />
      )}
    </ReasonDialog>
  );
}

function Factors({ account }: { account: Account }) {
  const w = useWords(words);
  if (isVehicle(account.role)) return <>{w.byDevice}</>;
  const kinds = [...new Set(account.factors)].map((kind) =>
    kind === "passkey" ? w.kinds.passkey : w.kinds.totp,
  );
  const said = [...kinds, ...(account.is_linked ? [w.linked] : [])];
  return <>{said.join(", ") || w.noFactor}</>;
}

function AccountRow({ account, onChange }: { account: Account; onChange: () => void }) {
  const w = useWords(words);
  return (
    <tr data-closed={account.disabled_at !== null || undefined}>
      <td data-label={w.columns.name}>
        <b>{account.display_name}</b>
      </td>
      <td data-label={w.columns.signIn}>{account.name}</td>
      <td data-label={w.columns.role}>{roleName(account.role, language.use())}</td>
      <td data-label={w.columns.home}>{account.organisation_name}</td>
      <td data-label={w.columns.factors}>
        <Factors account={account} />
      </td>
      <td data-label={w.columns.state}>
        {account.disabled_at ? w.closed(seoulDate(account.disabled_at)) : w.open}
      </td>
      <td>
        <button type="button" aria-label={w.changeTitle(account.display_name)} onClick={onChange}>
          {w.change}
        </button>
      </td>
    </tr>
  );
}

function Table(props: { accounts: readonly Account[]; onChange: (account: Account) => void }) {
  const w = useWords(words);
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          {Object.entries(w.columns).map(([key, text]) => (
            <th key={key} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.accounts.map((account) => (
          <AccountRow
            key={account.name}
            account={account}
            onChange={() => props.onChange(account)}
          />
        ))}
      </tbody>
    </table>
  );
}

export function Accounts() {
  const w = useWords(words);
  const people = useQuery({ queryKey: ["people"], queryFn: api.people });
  const [typed, setTyped] = useState("");
  const [closedToo, setClosedToo] = useState(false);
  const [changing, setChanging] = useState<Account | "new" | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  if (!people.data) return <Said query={people} loading={w.loading} />;
  const shown = matching(people.data, typed, closedToo);
  const told = (made: Secret) => {
    setChanging(null);
    setSecret(made);
  };
  return (
    <div className="office-panel">
      <div className="office-bar">
        <input
          type="search"
          value={typed}
          placeholder={w.search}
          aria-label={w.search}
          onChange={(event) => setTyped(event.target.value)}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={closedToo}
            onChange={(event) => setClosedToo(event.target.checked)}
          />
          {w.closedToo}
        </label>
        <span className="office-quiet" role="status">
          {w.shown(count(shown.length))}
        </span>
        <span className="grow" />
        <button type="button" className="primary" onClick={() => setChanging("new")}>
          {w.add}
        </button>
      </div>
      {shown.length > 0 ? (
        <Table accounts={shown} onChange={setChanging} />
      ) : (
        <p className="office-said">{people.data.length > 0 ? w.noMatch : w.none}</p>
      )}
      {changing === "new" && <AddAccount onSecret={told} onClose={() => setChanging(null)} />}
      {changing !== null && changing !== "new" && (
        <DeedDialog account={changing} onSecret={told} onClose={() => setChanging(null)} />
      )}
      {secret && (
        <SecretDialog
          title={w.secret.password(secret.name)}
          secret={secret.secret}
          onClose={() => setSecret(null)}
        />
      )}
    </div>
  );
}
