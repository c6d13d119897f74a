// The second step of a vehicle: this tablet answers by itself; without a key it says how to get one.
import { useEffect, useRef } from "react";
import { useWords } from "../app/language";
import type { Failure } from "./failure";
import { words } from "./words";

export function DeviceStep(props: { failure: Failure | null; onProve: () => void }) {
  const w = useWords(words).device;
  const isTried = useRef(false);
  const { onProve } = props;
  useEffect(() => {
    if (isTried.current) return;
    isTried.current = true;
    onProve();
  }, [onProve]);
  if (!props.failure) return <p role="status">{w.working}</p>;
  return (
    <div className="code-form">
      {props.failure === "device" && <p>{w.what}</p>}
      {props.failure === "device" && (
        <button type="button" className="primary" onClick={() => location.assign("/enrol")}>
          {w.enrol}
        </button>
      )}
      <button type="button" onClick={onProve}>
        {w.again}
      </button>
    </div>
  );
}
