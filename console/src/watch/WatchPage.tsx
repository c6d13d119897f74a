// The operator's page: the queue, the wall, who watches from outside.
export function WatchPage() {
  return null;
}
