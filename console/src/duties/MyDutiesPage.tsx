// One's own training and pledge.
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { PledgeForm } from "./PledgeForm";
import { useMyDuties } from "./useMyDuties";
import { words } from "./words";
import "../app/office.css";
import "./duties.css";

export function MyDutiesPage() {
  const w = useWords(words);
  const lang = language.use();
  const mine = useMyDuties(true);
  if (mine.isPending) return <OfficeSaid title={w.loading} />;
  if (mine.isError) {
    return (
      <OfficeSaid title={w.failed} text={problemText(mine.error, lang)} isAlert>
        <button type="button" onClick={() => void mine.refetch()}>
          {w.again}
        </button>
      </OfficeSaid>
    );
  }
  const { standing, trainings } = mine.data;
  return (
    <section className="office my-duties" aria-label={w.mine.page}>
      <h1>{w.mine.page}</h1>
      <section className="office-panel">
        <h2>{w.mine.training}</h2>
        {standing.due_on ? (
          <p>
            {standing.due_on}
            {standing.notice && ` · ${w.notices[standing.notice]}`}
          </p>
        ) : (
          <p className="office-quiet">{w.mine.notKept}</p>
        )}
        {standing.due_on && trainings.length === 0 && (
          <p className="office-quiet">{w.mine.noTraining}</p>
        )}
        {trainings.length > 0 && (
          <table className="office-table cards" aria-label={w.mine.trainings}>
            <thead>
              <tr>
                <th scope="col">{w.heldOn}</th>
                <th scope="col">{w.course}</th>
                <th scope="col">{w.hours}</th>
                <th scope="col">{w.validUntil}</th>
              </tr>
            </thead>
            <tbody>
              {trainings.map((one) => (
                <tr key={one.training_id}>
                  <td data-label={w.heldOn} className="stamp">
                    {one.held_on}
                  </td>
                  <td data-label={w.course}>{one.course}</td>
                  <td data-label={w.hours}>{w.hoursOf(one.hours)}</td>
                  <td data-label={w.validUntil} className="stamp">
                    {one.valid_until}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="office-panel">
        <h2>{w.mine.pledge}</h2>
        <PledgeForm mine={mine.data} />
      </section>
    </section>
  );
}
