// 예산: purses of a year, what is planned, contracted, spent and left, what a site and a camera cost.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inLanguage, language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { TableFile } from "../planning/TableFile";
import { CarryForm } from "./CarryForm";
import { LineForm } from "./LineForm";
import { Lines } from "./Lines";
import { doors, type Money } from "./money";
import { PurseForm } from "./PurseForm";
import { Purses } from "./Purses";
import { Units } from "./Units";
import { words } from "./words";
import "../app/office.css";
import "./budget.css";

function Faults({ money }: { money: Money }) {
  const w = useWords(words);
  const lang = language.use();
  if (money.faults.length === 0) return null;
  return (
    <section className="purse-faults" role="alert" aria-label={w.faults}>
      <b>{w.faults}</b>
      <ul>
        {money.faults.map((fault) => (
          <li key={`${fault.code} ${fault.purse_id} ${fault.line_id}`}>
            {inLanguage(lang, fault.told.ko, fault.told.en)}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Opened = "purse" | "line" | "carry" | null;

function Deeds(props: {
  money: Money;
  onYear: (year: number) => void;
  onDone: (money: Money) => void;
}) {
  const w = useWords(words);
  const { money } = props;
  const [opened, setOpened] = useState<Opened>(null);
  const done = (said: Money) => {
    setOpened(null);
    props.onDone(said);
  };
  const close = () => setOpened(null);
  return (
    <>
      <div className="office-bar">
        <label>
          {w.year}
          <select
            value={money.year}
            onChange={(event) => {
              setOpened(null);
              props.onYear(Number(event.target.value));
            }}
          >
            {money.years.map((year) => (
              <option key={year} value={year}>
                {w.yearOf(year)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-expanded={opened === "purse"} onClick={() => setOpened("purse")}>
          {w.addPurse}
        </button>
        {money.purses.length > 0 && (
          <button type="button" aria-expanded={opened === "line"} onClick={() => setOpened("line")}>
            {w.addLine}
          </button>
        )}
        {money.purses.length > 0 && money.next_purses.length > 0 && (
          <button
            type="button"
            aria-expanded={opened === "carry"}
            onClick={() => setOpened("carry")}
          >
            {w.carry}
          </button>
        )}
      </div>
      {opened === "purse" && <PurseForm year={money.year} onDone={done} onCancel={close} />}
      {opened === "line" && <LineForm money={money} onDone={done} onCancel={close} />}
      {opened === "carry" && <CarryForm money={money} onDone={done} onCancel={close} />}
    </>
  );
}

export function BudgetPage() {
  const w = useWords(words);
  const lang = language.use();
  const client = useQueryClient();
  const [year, setYear] = useState<number | null>(null);
  const money = useQuery({
    queryKey: ["money", year],
    queryFn: () => doors.money(year),
    placeholderData: keepPreviousData,
  });
  const done = (said: Money) => {
    setYear(said.year);
    client.setQueryData(["money", said.year], said);
    void client.invalidateQueries({ queryKey: ["money"] });
  };
  return (
    <section className="office budget" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {money.data ? (
        <>
          <Deeds key={money.data.year} money={money.data} onYear={setYear} onDone={done} />
          <Faults money={money.data} />
          {money.data.purses.length === 0 ? (
            <OfficeSaid title={w.none} text={w.noneWhat} />
          ) : (
            <>
              <Purses money={money.data} />
              <Units money={money.data} />
              <Lines money={money.data} onDone={done} />
              <TableFile
                key={money.data.year}
                path={`/api/planning/money/${money.data.year}/file`}
              />
            </>
          )}
        </>
      ) : money.isError ? (
        <OfficeSaid title={w.failed} text={problemText(money.error, lang)} isAlert>
          <button type="button" onClick={() => void money.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      ) : (
        <OfficeSaid title={w.loading} />
      )}
    </section>
  );
}
