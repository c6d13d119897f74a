// Asks whose the chosen ids are: a reason here, another role's agreement elsewhere.
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import { useNames } from "../names/useNames";
import { words } from "../names/words";

export function AskNames({ people, onDone }: { people: string[]; onDone: () => void }) {
  const w = useWords(words);
  const lang = language.use();
  const { asking } = useNames();
  return (
    <section className="trail-ask" aria-label={w.ask}>
      <ReasonForm
        said={w.askFor(String(people.length))}
        send={w.send}
        isBusy={asking.isPending}
        problem={asking.isError ? problemText(asking.error, lang) : null}
        onSend={(reason) =>
          asking.mutate({ person_ids: people, sequences: [], reason }, { onSuccess: onDone })
        }
        onCancel={onDone}
      />
    </section>
  );
}
