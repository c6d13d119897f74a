// Asks for a second press before anything that ends a picture: one slip of a finger must not.
import { useCallback, useEffect, useRef, useState } from "react";

export interface SecondPress {
  armed: boolean;
  press: () => void;
  disarm: () => void;
}

export function useSecondPress(act: () => void, withinMs = 4000): SecondPress {
  const [armed, setArmed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const disarm = useCallback(() => {
    clearTimeout(timer.current);
    setArmed(false);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = () => {
    if (armed) {
      disarm();
      act();
      return;
    }
    setArmed(true);
    timer.current = setTimeout(disarm, withinMs);
  };
  return { armed, press, disarm };
}
