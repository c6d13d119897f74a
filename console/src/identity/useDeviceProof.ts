// Keeps a vehicle's session proven while its page is open; says when it is, and when this tablet cannot.
import { useEffect, useRef } from "react";
import { nextProof, proveDevice } from "./proof";

export function useDeviceProof(
  isVehicle: boolean,
  onProven: () => void,
  onRefused: () => void,
): void {
  const told = useRef({ onProven, onRefused });
  useEffect(() => {
    told.current = { onProven, onRefused };
  });
  useEffect(() => {
    if (!isVehicle) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const prove = async () => {
      clearTimeout(timer);
      const outcome = await proveDevice();
      if (isOver) return;
      if (outcome === "refused") told.current.onRefused();
      else if (outcome !== "unreachable") told.current.onProven();
      const wait = nextProof(outcome);
      clearTimeout(timer);
      if (wait !== null) timer = setTimeout(() => void prove(), wait);
    };
    // timers stand still while a tablet sleeps: whatever wakes it up proves at once
    const wake = () => {
      if (document.visibilityState === "visible") void prove();
    };
    void prove();
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
    };
  }, [isVehicle]);
}
