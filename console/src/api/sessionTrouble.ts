// The node's word that this session is locked or over, heard at any door and told to whoever decides what is shown.
const listeners = new Set<() => void>();

export function tellSessionTrouble(): void {
  for (const listener of listeners) listener();
}

export function onSessionTrouble(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
