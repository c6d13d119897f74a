// One record, read once: opening it is what the trail keeps.
import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { useSending } from "../incident/useSending";
import { DescriptionList } from "./DescriptionList";
import { words as described } from "./descriptionWords";
import { missing, type RecordView, registerPhotoOf } from "./door";
import { words } from "./words";

function Facts({ view }: { view: RecordView }) {
  const w = useWords(words);
  const places = (view.personal.habitual ?? []).map((one) => w.places[one.kind]);
  return (
    <dl className="office-facts">
      <dt>{w.consentFile}</dt>
      <dd>{view.personal.consent_file}</dd>
      <dt>{w.consentedOn}</dt>
      <dd>{view.line.consented_on}</dd>
      <dt>{w.guardianName}</dt>
      <dd>{view.guardian || w.noGuardian}</dd>
      <dt>{w.device}</dt>
      <dd>{view.personal.device_id || "–"}</dd>
      <dt>{w.habitual}</dt>
      <dd>{places.join(", ") || w.habitualNone}</dd>
    </dl>
  );
}

export function RecordPanel(props: {
  of: string;
  onEdit: (view: RecordView) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const d = useWords(described);
  const lang = language.use();
  const [isSure, setSure] = useState(false);
  const { busy, problem, send } = useSending();
  // each question is a reading in the trail: asked once, forgotten when it is closed
  const read = useQuery({
    queryKey: ["register", props.of],
    queryFn: () => missing.read(props.of),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (read.isPending) return <OfficeSaid title={w.loading} />;
  if (read.isError) {
    return <OfficeSaid title={w.failed} text={problemText(read.error, lang)} isAlert />;
  }
  const view = read.data;
  const give = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file)
      send(
        "photo",
        () => missing.givePhoto(props.of, file),
        () => void read.refetch(),
      );
  };
  const remove = () => {
    if (isSure) send("remove", () => missing.remove(props.of), props.onClose);
    setSure(true);
  };
  return (
    <section className="office-panel missing-panel" aria-label={props.of}>
      <h2>
        {d.classes[view.line.kind as "DEMENTIA"]} · <code>{props.of}</code>
      </h2>
      <DescriptionList
        said={view.personal.description}
        photo={view.line.has_photo ? `${registerPhotoOf(props.of)}?${read.dataUpdatedAt}` : null}
        photoName={w.photoOf}
      />
      <Facts view={view} />
      <label className="missing-file">
        {w.givePhoto}
        <input type="file" accept="image/jpeg" onChange={give} disabled={busy !== null} />
      </label>
      <div className="office-bar">
        <button type="button" onClick={() => props.onEdit(view)}>
          {w.edit}
        </button>
        <button
          type="button"
          disabled={busy !== null}
          onClick={() => send("check", () => missing.check(props.of), props.onClose)}
        >
          {w.check}
        </button>
        <button type="button" className="missing-remove" disabled={busy !== null} onClick={remove}>
          {isSure ? w.removeSure : w.remove}
        </button>
        <button type="button" onClick={props.onClose}>
          {w.close}
        </button>
      </div>
      {problem && (
        <p className="missing-problem" role="alert">
          {problem.text}
        </p>
      )}
    </section>
  );
}
