// Puts the feed on the page while somebody is signed in.
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { nodeNow } from "../app/clock";
import { FeedConnection, type SocketLike } from "./connection";
import { EMPTY, type FeedState } from "./store";

const Feed = createContext<FeedConnection | null>(null);

function feedUrl(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/feed`;
}

export function FeedProvider({
  onRefused,
  children,
}: {
  onRefused: () => void;
  children: ReactNode;
}) {
  const [connection] = useState(
    () =>
      new FeedConnection(feedUrl(), {
        open: (url) => new WebSocket(url) as unknown as SocketLike,
        now: nodeNow,
        random: Math.random,
        onRefused,
      }),
  );
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <Feed value={connection}>{children}</Feed>;
}

export function useFeedConnection(): FeedConnection {
  const connection = useContext(Feed);
  if (!connection) throw new Error("FeedProvider is missing");
  return connection;
}

const nothing = () => () => undefined;
const noLinks = () => EMPTY.links;

/** The lines to other centres; none where there is no feed. */
export function useLinks(): FeedState["links"] {
  const store = useContext(Feed)?.store;
  return useSyncExternalStore(store?.subscribe ?? nothing, () =>
    store ? store.get().links : noLinks(),
  );
}

export function useFeed(): FeedState {
  const { store } = useFeedConnection();
  return useSyncExternalStore(store.subscribe, store.get);
}
