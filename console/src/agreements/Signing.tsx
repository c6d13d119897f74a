// Signatures of one version: who has signed, the centre's own by a second press, a party's pasted or as a file.
import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { seoulDateTime } from "../app/format";
import { inLanguage, language, useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { useSending } from "../incident/useSending";
import { doors } from "./doors";
import { isSignedBy, type Version } from "./node";
import { words } from "./words";
import "./form.css";

interface SigningProps {
  version: Version;
  maySign: boolean;
  onDone: () => void;
}

/** The first letters of a key tell it from the others; the whole one stands in the title. */
const KEY_SHOWN = 12;

function Signed({ version }: { version: Version }) {
  const w = useWords(words);
  const lang = language.use();
  return (
    <table className="office-table cards">
      <thead>
        <tr>
          <th scope="col">{w.party}</th>
          <th scope="col">{w.signatory}</th>
          <th scope="col">{w.signedAtColumn}</th>
          <th scope="col">{w.keyColumn}</th>
        </tr>
      </thead>
      <tbody>
        {version.parties.map((party) => {
          const made = version.signatures.find((one) => one.organisation === party.organisation);
          return (
            <tr key={party.organisation}>
              <td data-label={w.party}>{inLanguage(lang, party.name_ko, party.name_en)}</td>
              <td data-label={w.signatory}>{party.signatory_ko}</td>
              <td className="stamp" data-label={w.signedAtColumn}>
                {made ? seoulDateTime(made.signed_at) : w.unsigned}
                {made && !made.valid && <b className="late">{w.badSignature}</b>}
              </td>
              <td data-label={w.keyColumn} title={made?.key_id}>
                {made?.key_id.slice(0, KEY_SHOWN)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const BYTE = 0xff;

/** A signature file holds 64 raw bytes, or their base64 as text. */
export async function signatureIn(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 64) return btoa(String.fromCharCode(...bytes.map((one) => one & BYTE)));
  return new TextDecoder().decode(bytes).trim();
}

function PartySignature({ version, onDone }: SigningProps) {
  const w = useWords(words);
  const lang = language.use();
  const { busy, problem, send } = useSending();
  const keys = useQuery({ queryKey: ["party-keys"], queryFn: doors.keys });
  const waiting = version.parties.filter(
    (party) =>
      party.organisation !== version.document.centre && !isSignedBy(version, party.organisation),
  );
  const [chosen, setChosen] = useState("");
  const [keyId, setKeyId] = useState("");
  const [signature, setSignature] = useState("");
  const organisation = chosen || waiting[0]?.organisation || "";
  const own = (keys.data ?? []).filter(
    (one) => one.organisation === organisation && !one.withdrawn_at,
  );
  const key = own.find((one) => one.key_id === keyId) ?? own[0];
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void signatureIn(file).then(setSignature);
  };
  if (waiting.length === 0) return null;
  const { agreement_id, version: number } = version;
  return (
    <fieldset className="form-fields party-signature">
      <legend>{w.partySignature}</legend>
      <p className="hint">{w.partySignatureWhat}</p>
      <a className="button" href={doors.textToSign(agreement_id, number)} download>
        {w.download}
      </a>
      <label className="form-field">
        <span>{w.party}</span>
        <select value={organisation} onChange={(event) => setChosen(event.target.value)}>
          {waiting.map((party) => (
            <option key={party.organisation} value={party.organisation}>
              {inLanguage(lang, party.name_ko, party.name_en)}
            </option>
          ))}
        </select>
      </label>
      <label className="form-field">
        <span>{w.key}</span>
        <select value={key?.key_id ?? ""} onChange={(event) => setKeyId(event.target.value)}>
          {own.length === 0 && <option value="">{w.noKeys}</option>}
          {own.map((one) => (
            <option key={one.key_id}>{one.key_id}</option>
          ))}
        </select>
      </label>
      <label className="form-field" data-wide>
        <span>{w.signature}</span>
        <textarea
          rows={2}
          spellCheck={false}
          value={signature}
          onChange={(event) => setSignature(event.target.value)}
        />
      </label>
      <label className="form-field">
        <span>{w.signatureFile}</span>
        <input type="file" onChange={take} />
      </label>
      <button
        type="button"
        className="primary"
        disabled={busy !== null || !key || !signature.trim()}
        onClick={() =>
          key &&
          send(
            "signature",
            () =>
              doors.addSignature(agreement_id, number, {
                organisation,
                key_id: key.key_id,
                signature: signature.trim(),
              }),
            () => {
              setSignature("");
              onDone();
            },
          )
        }
      >
        {w.addSignature}
      </button>
      <p className="form-problem" role="status">
        {problem?.text}
      </p>
    </fieldset>
  );
}

export function Signing(props: SigningProps) {
  const { version, maySign, onDone } = props;
  const w = useWords(words);
  const { busy, problem, send } = useSending();
  const sign = useSecondPress(() =>
    send("sign", () => doors.sign(version.agreement_id, version.version), onDone),
  );
  const needsCentre = maySign && !isSignedBy(version, version.document.centre);
  return (
    <section className="signing" aria-label={w.signatures}>
      <h3>{w.signatures}</h3>
      <Signed version={version} />
      {needsCentre && (
        <button
          type="button"
          className="primary"
          data-armed={sign.armed || undefined}
          disabled={busy !== null}
          onClick={sign.press}
        >
          {sign.armed ? w.signCentreAgain : w.signCentre}
        </button>
      )}
      <p className="form-problem" role="status">
        {problem?.text}
      </p>
      {maySign && <PartySignature {...props} />}
    </section>
  );
}
