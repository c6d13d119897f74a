// Where this account is signed in now; each of them, or all others at once, can be ended here.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, api } from "../../api/client";
import { seoulTime } from "../../app/format";
import { useWords } from "../../app/language";
import { words } from "./words";

type Own = Answer<"MySessions">[number];

function SessionRow(props: { own: Own; isSending: boolean; onEnd: () => void }) {
  const w = useWords(words).sessions;
  const { own } = props;
  const place =
    own.is_this || own.is_same_place === null ? null : own.is_same_place ? w.here : w.elsewhere;
  return (
    <li>
      <b>{own.is_this ? w.thisOne : w.since(seoulTime(own.started_at, 0))}</b>
      {own.is_locked && <span className="tag">{w.locked}</span>}
      <span className="account-quiet">
        {[own.is_this ? w.since(seoulTime(own.started_at, 0)) : w.seen(seoulTime(own.seen_at, 0))]
          .concat(place ?? [])
          .join(" · ")}
      </span>
      {!own.is_this && (
        <button type="button" className="danger" disabled={props.isSending} onClick={props.onEnd}>
          {w.end}
        </button>
      )}
    </li>
  );
}

export function OwnSessions() {
  const all = useWords(words);
  const w = all.sessions;
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ["own sessions"], queryFn: api.ownSessions });
  const refresh = () => client.invalidateQueries({ queryKey: ["own sessions"] });
  const end = useMutation({
    mutationFn: async (session: string | null) => {
      if (session === null) await api.endOtherSessions();
      else await api.endOwnSession(session);
    },
    onSettled: refresh,
  });
  return (
    <section className="account-part" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{w.title}</h2>
      <p className="account-quiet">{w.what}</p>
      {end.isError && <p role="alert">{w.failed}</p>}
      {!sessions.data && !sessions.isError && <p role="status">{all.loading}</p>}
      {sessions.isError && (
        <p role="alert">
          {all.failed}{" "}
          <button type="button" onClick={() => void sessions.refetch()}>
            {all.again}
          </button>
        </p>
      )}
      <ul>
        {sessions.data?.map((own) => (
          <SessionRow
            key={own.session_id}
            own={own}
            isSending={end.isPending}
            onEnd={() => end.mutate(own.session_id)}
          />
        ))}
      </ul>
      {sessions.data?.length === 1 && <p className="account-quiet">{w.alone}</p>}
      {(sessions.data?.length ?? 0) > 1 && (
        <button type="button" disabled={end.isPending} onClick={() => end.mutate(null)}>
          {w.endOthers}
        </button>
      )}
    </section>
  );
}
