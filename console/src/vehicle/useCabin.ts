// Who sits at the screen. Told anew for each incident; driving off takes back that the vehicle stands.
import { useCallback, useState } from "react";

export interface Cabin {
  passengerFor: string | null;
  isParked: boolean;
  togglePassenger: (incidentId: string) => void;
  park: () => void;
  drive: () => void;
}

export function useCabin(): Cabin {
  const [passengerFor, setPassengerFor] = useState<string | null>(null);
  const [isParked, setParked] = useState(false);
  const togglePassenger = useCallback((incidentId: string) => {
    setPassengerFor((before) => (before === incidentId ? null : incidentId));
    setParked(false);
  }, []);
  const park = useCallback(() => setParked(true), []);
  const drive = useCallback(() => setParked(false), []);
  return { passengerFor, isParked, togglePassenger, park, drive };
}
