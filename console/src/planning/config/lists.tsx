// The parts of the conditions that are lists: purses, mixes of cameras, floors by dong, sites forced or forbidden.
import { useState } from "react";
import { count } from "../../app/format";
import { language, useWords } from "../../app/language";
import type { DongNeed, Fund, FundKind, Mount, Origin } from "../types";
import { wonText } from "../won";
import { words as plan } from "../words";
import { purse, put } from "./draft";
import {
  ChoiceField,
  elementOf,
  Frame,
  NumberField,
  TextField,
  useEdited,
  WonField,
} from "./fields";
import { words } from "./words";

const ORIGINS: readonly Origin[] = ["city_data", "police", "complaint", "score"];
export const MOUNTS: readonly Mount[] = [
  "own_pole",
  "utility_pole",
  "light_pole",
  "building",
  "smart_pole",
];
const KINDS: readonly FundKind[] = [
  "district",
  "city",
  "national",
  "special_grant",
  "special_adjustment",
  "residents",
  "other",
];

function PurseRow({ at, fund }: { at: number; fund: Fund }) {
  const w = useWords(words);
  const p = useWords(plan);
  const { config, faults, isReadOnly, onChange } = useEdited();
  const path = `funds.${at}`;
  const has = fund.origins.length + fund.mounts.length + fund.dongs.length > 0;
  const fault = faults[path];
  return (
    <li className="plan-row" id={elementOf(path)} tabIndex={-1}>
      <div className="plan-fields">
        <TextField path={`${path}.code`} label={w.fund.code} />
        <Frame path={`${path}.kind`} label={w.fund.kind} fault={faults[`${path}.kind`] ?? null}>
          {({ id, described }) => (
            <select
              id={id}
              value={fund.kind}
              disabled={isReadOnly}
              aria-describedby={described}
              onChange={(event) => onChange(put(config, `${path}.kind`, event.target.value))}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {p.funds[kind]}
                </option>
              ))}
            </select>
          )}
        </Frame>
        <WonField path={`${path}.won`} label={w.fund.won} />
      </div>
      {fault && <small className="wrong">{fault}</small>}
      <details open={has}>
        <summary>
          {w.fund.limits}
          {!has && <small> {w.fund.any}</small>}
        </summary>
        <ChoiceField
          path={`${path}.origins`}
          label={w.fund.origins}
          options={ORIGINS}
          names={p.origins}
        />
        <ChoiceField
          path={`${path}.mounts`}
          label={w.fund.mounts}
          options={MOUNTS}
          names={p.mounts}
        />
        <DongsOf path={`${path}.dongs`} dongs={fund.dongs} />
      </details>
      {!isReadOnly && (
        <button
          type="button"
          className="quiet"
          onClick={() => onChange({ ...config, funds: config.funds.filter((_, i) => i !== at) })}
        >
          {w.fund.remove(fund.code)}
        </button>
      )}
    </li>
  );
}

function DongsOf({ path, dongs }: { path: string; dongs: readonly string[] }) {
  const w = useWords(words);
  const { config, faults, isReadOnly, onChange } = useEdited();
  const [typed, setTyped] = useState(dongs.join(", "));
  return (
    <Frame path={path} label={w.fund.dongs} hint={w.fund.dongsHint} fault={faults[path] ?? null}>
      {({ id, described }) => (
        <input
          id={id}
          value={typed}
          readOnly={isReadOnly}
          aria-describedby={described}
          onChange={(event) => {
            setTyped(event.target.value);
            const said = event.target.value.split(",").map((one) => one.trim());
            onChange(put(config, path, said.filter(Boolean)));
          }}
        />
      )}
    </Frame>
  );
}

export function Purses() {
  const w = useWords(words);
  const lang = language.use();
  const { config, faults, isReadOnly, onChange } = useEdited();
  const add = () => {
    const code = `${w.fund.fresh} ${config.funds.length + 1}`;
    const fresh: Fund = { code, kind: "other", won: 0, origins: [], mounts: [], dongs: [] };
    onChange({ ...config, funds: [...config.funds, fresh] });
  };
  return (
    <>
      <ul className="plan-rows" id={elementOf("funds")} tabIndex={-1}>
        {config.funds.map((fund, at) => (
          // a purse has no other name than the one that is being typed
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is its name here
          <PurseRow key={at} at={at} fund={fund} />
        ))}
      </ul>
      {faults.funds && <small className="wrong">{faults.funds}</small>}
      {config.funds.length === 0 && <small className="wrong">{w.fund.none}</small>}
      <div className="office-bar">
        <b>{w.fund.total(wonText(purse(config), lang))}</b>
        <span className="grow" />
        {!isReadOnly && (
          <button type="button" onClick={add}>
            {w.fund.add}
          </button>
        )}
      </div>
    </>
  );
}

export function Mixes() {
  const w = useWords(words);
  const lang = language.use();
  const { config, faults, isReadOnly, onChange } = useEdited();
  const { prices } = config;
  return (
    <>
      <ul className="plan-rows" id={elementOf("mixes")} tabIndex={-1}>
        {config.mixes.map((mix, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mix has no name but its place
          <li className="plan-row plan-mix" key={at} aria-label={w.mix.row(String(at + 1))}>
            <NumberField path={`mixes.${at}.ptz`} label={w.mix.ptz} unit="cameras" />
            <NumberField path={`mixes.${at}.fixed`} label={w.mix.fixed} unit="cameras" />
            <small>
              {w.mix.price(wonText(mix.ptz * prices.ptz + mix.fixed * prices.fixed, lang))}
            </small>
            {!isReadOnly && (
              <button
                type="button"
                className="quiet"
                onClick={() =>
                  onChange({ ...config, mixes: config.mixes.filter((_, i) => i !== at) })
                }
              >
                {w.mix.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {faults.mixes && <small className="wrong">{faults.mixes}</small>}
      {config.mixes.length === 0 && <small className="wrong">{w.mix.none}</small>}
      {!isReadOnly && (
        <button
          type="button"
          onClick={() => onChange({ ...config, mixes: [...config.mixes, { ptz: 1, fixed: 1 }] })}
        >
          {w.mix.add}
        </button>
      )}
    </>
  );
}

/** The floor of every dong, and of those that have one of their own. */
export function Floors({ dongs }: { dongs: readonly DongNeed[] }) {
  const w = useWords(words);
  const { config, isReadOnly, onChange } = useEdited();
  const own = config.limits.per_dong_min;
  const change = (floors: Record<string, number>) =>
    onChange(put(config, "limits.per_dong_min", floors));
  const free = dongs.filter((one) => !(one.code in own) && !(one.name in own));
  const nameOf = (code: string) => dongs.find((one) => one.code === code)?.name ?? code;
  return (
    <>
      <NumberField path="limits.sites_per_dong_min" unit="sites" />
      <ul className="plan-rows">
        {Object.keys(own).map((code) => (
          <li key={code} className="plan-row plan-mix">
            <NumberField path={`limits.per_dong_min.${code}`} label={nameOf(code)} unit="sites" />
            {!isReadOnly && (
              <button
                type="button"
                className="quiet"
                onClick={() => {
                  const { [code]: _, ...rest } = own;
                  change(rest);
                }}
              >
                {w.floor.remove(nameOf(code))}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && free.length > 0 && (
        <label className="plan-field">
          {w.floor.add}
          <select value="" onChange={(event) => change({ ...own, [event.target.value]: 1 })}>
            <option value="">{w.floor.choose}</option>
            {free.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

export function PickedSites({ nameOf }: { nameOf: (candidate: string) => string }) {
  const w = useWords(words);
  const { config, isReadOnly, onChange } = useEdited();
  if (config.forced.length + config.forbidden.length === 0) {
    return <p className="office-quiet">{w.picked.none}</p>;
  }
  return (["forced", "forbidden"] as const).map((list) =>
    config[list].length === 0 ? null : (
      <div key={list} id={elementOf(list)} tabIndex={-1}>
        <b>
          {w.picked[list]} {count(config[list].length)}
        </b>
        <ul className="plan-chips">
          {config[list].map((candidate) => (
            <li key={candidate}>
              <button
                type="button"
                disabled={isReadOnly}
                aria-label={w.picked.free(nameOf(candidate))}
                onClick={() =>
                  onChange({ ...config, [list]: config[list].filter((one) => one !== candidate) })
                }
              >
                {nameOf(candidate)} ✕
              </button>
            </li>
          ))}
        </ul>
      </div>
    ),
  );
}
