// 서명키 of the parties of one agreement: which are valid, since when; the head of the centre adds and withdraws.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { seoulDateTime } from "../../app/format";
import { inLanguage, language, useWords } from "../../app/language";
import { problemText } from "../../incident/problem";
import { doors } from "../doors";
import type { PartyKey, Version } from "../node";
import { AddKey } from "./AddKey";
import { WithdrawKey } from "./WithdrawKey";
import { words } from "./words";

/** Of this agreement's parties, valid ones first. */
export function keysOf(version: Version, keys: readonly PartyKey[]): PartyKey[] {
  const parties = version.parties.map((one) => one.organisation);
  const own = keys.filter((one) => parties.includes(one.organisation));
  const rank = (one: PartyKey) =>
    (one.withdrawn_at ? parties.length : 0) + parties.indexOf(one.organisation);
  return own.sort((one, other) => rank(one) - rank(other));
}

function KeyRow({ of, onChoose }: { of: PartyKey; onChoose: (() => void) | null }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <tr>
      <td>{inLanguage(lang, of.organisation_name_ko, of.organisation_name_en)}</td>
      <td>
        {of.key_id}
        {of.note && <small> {of.note}</small>}
      </td>
      <td>{seoulDateTime(of.added_at)}</td>
      <td>
        {of.withdrawn_at
          ? w.withdrawnAt(seoulDateTime(of.withdrawn_at), of.withdrawn_reason ?? "")
          : w.valid}{" "}
        {!of.withdrawn_at && onChoose && (
          <button type="button" aria-label={`${w.withdraw} ${of.key_id}`} onClick={onChoose}>
            {w.withdraw}
          </button>
        )}
      </td>
    </tr>
  );
}

export function SignerKeys(props: { version: Version; mayChange: boolean; onDone: () => void }) {
  const { version, mayChange, onDone } = props;
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const [chosenId, setChosen] = useState<string | null>(null);
  const asked = useQuery({ queryKey: ["party-keys"], queryFn: doors.keys });
  const keys = keysOf(version, asked.data ?? []);
  const chosen = keys.find((one) => one.key_id === chosenId && !one.withdrawn_at);
  const done = () => {
    setChosen(null);
    void client.invalidateQueries({ queryKey: ["party-keys"] });
    onDone();
  };
  const choose = (one: PartyKey) => {
    // what it cuts is as old as this list: asked again before it is said
    void asked.refetch();
    setChosen(one.key_id);
  };
  return (
    <section className="signing" aria-label={w.title}>
      <h3>{w.title}</h3>
      <p className="hint">{w.what}</p>
      {asked.isError && (
        <p className="form-problem" role="alert">
          {problemText(asked.error, lang)}
        </p>
      )}
      {asked.isPending && <p className="hint">{w.loading}</p>}
      {asked.data && keys.length === 0 && <p className="hint">{w.none}</p>}
      {keys.length > 0 && (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{w.party}</th>
              <th scope="col">{w.key}</th>
              <th scope="col">{w.since}</th>
              <th scope="col">{w.state}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((one) => (
              <KeyRow key={one.key_id} of={one} onChoose={mayChange ? () => choose(one) : null} />
            ))}
          </tbody>
        </table>
      )}
      {chosen && <WithdrawKey of={chosen} onDone={done} onLeave={() => setChosen(null)} />}
      {mayChange && !chosen && <AddKey version={version} onDone={done} />}
    </section>
  );
}
