// The vehicles and their tablets: a code to enrol one, and the way to remove one that was lost.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useBodies } from "../agreements/useBodies";
import { type Answer, api } from "../api/client";
import { useSecond } from "../app/clock";
import { seoulTime, timeLeft } from "../app/format";
import { language, useWords } from "../app/language";
import { peopleProblem } from "./problem";
import { ReasonDialog } from "./ReasonDialog";
import { Said } from "./Said";
import { useChange } from "./useAsk";
import { words } from "./words";

type Vehicle = Answer<"ListDevices">[number];
type Device = Vehicle["devices"][number];
type Code = Answer<"MakeEnrolmentCode">;

/** In two groups, as it is read out. */
export function spoken(code: string): string {
  return code.match(/.{1,4}/g)?.join(" ") ?? code;
}

function CodeDialog({ code, onClose }: { code: Code; onClose: () => void }) {
  const w = useWords(words).devices;
  const now = useSecond();
  const isGood = Date.parse(code.ends_at) > now;
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => open || onClose()}>
      <Modal>
        <Dialog className="dialog people-dialog">
          <Heading slot="title" level={2}>
            {w.codeTitle(code.name)}
          </Heading>
          <p>{w.codeWhat(`${location.host}/enrol`)}</p>
          <output className="big-code">{isGood ? spoken(code.code) : w.codeOver}</output>
          <p className="office-quiet">
            {isGood ? w.codeLeft(timeLeft(code.ends_at, now)) : w.codeAgain}
          </p>
          <footer>
            {/* biome-ignore lint/a11y/noAutofocus: the dialog's one answer */}
            <button type="button" className="primary" autoFocus onClick={onClose}>
              {w.codeDone}
            </button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function DeviceRow({ device, onRemove }: { device: Device; onRemove: () => void }) {
  const w = useWords(words).devices;
  return (
    <li>
      <b>{device.label || w.noLabel}</b>
      <span className="office-quiet">
        {w.fingerprint} {spoken(device.thumbprint)}
      </span>
      <span className="office-quiet">{w.added(seoulTime(device.added_at, 0))}</span>
      <span className="office-quiet">
        {device.proven_at ? w.seen(seoulTime(device.proven_at, 0)) : w.neverSeen}
      </span>
      <button type="button" className="danger" onClick={onRemove}>
        {w.remove}
      </button>
    </li>
  );
}

function VehicleRow(props: {
  vehicle: Vehicle;
  isSending: boolean;
  onCode: () => void;
  onRemove: (device: Device) => void;
}) {
  const w = useWords(words).devices;
  const bodyName = useBodies();
  const { vehicle } = props;
  return (
    <section className="vehicle-devices" aria-label={vehicle.display_name}>
      <header>
        <h3>{vehicle.display_name}</h3>
        <span className="office-quiet">
          {vehicle.name} · {bodyName(vehicle.organisation)}
        </span>
        <span className="grow" />
        <button type="button" disabled={props.isSending} onClick={props.onCode}>
          {w.makeCode}
        </button>
      </header>
      {vehicle.devices.length === 0 ? (
        <p className="office-quiet">{w.none}</p>
      ) : (
        <ul>
          {vehicle.devices.map((device) => (
            <DeviceRow
              key={device.device_id}
              device={device}
              onRemove={() => props.onRemove(device)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

export function Devices() {
  const w = useWords(words);
  const lang = language.use();
  const vehicles = useQuery({ queryKey: ["devices"], queryFn: api.devices });
  const [removing, setRemoving] = useState<Device | null>(null);
  const code = useChange([], (name: string) => api.makeEnrolmentCode({ name }));
  const remove = useChange(["devices"], (reason: string) =>
    api.removeDevice(removing?.device_id ?? "", { reason }),
  );
  const { refetch } = vehicles;
  useEffect(() => {
    // a tablet that was enrolled while the code was shown appears when the code is put away
    if (!code.data) void refetch();
  }, [code.data, refetch]);
  if (!vehicles.data) return <Said query={vehicles} loading={w.loading} />;
  return (
    <div className="office-panel">
      <p className="office-quiet">{w.devices.what}</p>
      {code.isError && (
        <p className="failure" role="alert">
          {peopleProblem(code.error, lang)}
        </p>
      )}
      {vehicles.data.length === 0 && <p className="office-said">{w.devices.noVehicles}</p>}
      {vehicles.data.map((vehicle) => (
        <VehicleRow
          key={vehicle.person_id}
          vehicle={vehicle}
          isSending={code.isPending}
          onCode={() => code.mutate(vehicle.name)}
          onRemove={(device) => {
            remove.reset();
            setRemoving(device);
          }}
        />
      ))}
      {code.data && <CodeDialog code={code.data} onClose={() => code.reset()} />}
      {removing && (
        <ReasonDialog
          title={w.devices.removeTitle(removing.label || w.devices.noLabel)}
          what={w.devices.removeWhat}
          confirm={w.devices.remove}
          isDangerous
          isSending={remove.isPending}
          failure={remove.isError ? peopleProblem(remove.error, lang) : null}
          onConfirm={(reason) => remove.mutate(reason, { onSuccess: () => setRemoving(null) })}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}
