// 자주 가는 곳: kinds and points, at most ten.
import { useState } from "react";
import { useWords } from "../app/language";
import type { RecordView } from "./door";
import { words } from "./words";

type Place = NonNullable<RecordView["personal"]["habitual"]>[number];
const MOST = 10;

export function Places(props: { said: readonly Place[]; onSay: (places: Place[]) => void }) {
  const w = useWords(words);
  const [kind, setKind] = useState<Place["kind"]>("home");
  const [lat, setLat] = useState("");
  const [lon, setLon] = useState("");
  const at = { lat: Number(lat), lon: Number(lon) };
  const isReady = lat !== "" && lon !== "" && Number.isFinite(at.lat) && Number.isFinite(at.lon);
  const add = () => {
    props.onSay([...props.said, { kind, ...at }]);
    setLat("");
    setLon("");
  };
  return (
    <fieldset className="wide missing-places">
      <legend>{w.habitual}</legend>
      <ul>
        {props.said.map((one, index) => (
          <li key={`${one.kind} ${one.lat} ${one.lon}`}>
            {w.places[one.kind]} · {one.lat.toFixed(4)}, {one.lon.toFixed(4)}{" "}
            <button
              type="button"
              onClick={() => props.onSay(props.said.filter((_, other) => other !== index))}
            >
              {w.removePlace}
            </button>
          </li>
        ))}
      </ul>
      {props.said.length < MOST && (
        <>
          <label>
            {w.place}
            <select value={kind} onChange={(event) => setKind(event.target.value as Place["kind"])}>
              {Object.entries(w.places).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {w.lat}
            <input inputMode="decimal" value={lat} onChange={(e) => setLat(e.target.value)} />
          </label>
          <label>
            {w.lon}
            <input inputMode="decimal" value={lon} onChange={(e) => setLon(e.target.value)} />
          </label>
          <button type="button" disabled={!isReady} onClick={add}>
            {w.addPlace}
          </button>
        </>
      )}
    </fieldset>
  );
}
