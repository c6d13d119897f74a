// Asks whose the chosen ids are: a reason here, another role's agreement elsewhere.
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import { useNames } from "../names/useNames";
import { words } from "../names/words";

export function AskNames(props: { people: string[]; sealed: number[]; onDone: () => void }) {
  const { people, sealed, onDone } = props;
  const w = useWords(words);
  const lang = language.use();
  const { asking } = useNames();
  return (
    <section className="trail-ask" aria-label={w.ask}>
      <ReasonForm
        said={[
          people.length > 0 ? w.askFor(String(people.length)) : "",
          sealed.length > 0 ? w.askSealed(String(sealed.length)) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
        send={w.send}
        isBusy={asking.isPending}
        problem={asking.isError ? problemText(asking.error, lang) : null}
        onSend={(reason) =>
          asking.mutate(
            { person_ids: people, sequences: [], sealed, reason },
            { onSuccess: onDone },
          )
        }
        onCancel={onDone}
      />
    </section>
  );
}
