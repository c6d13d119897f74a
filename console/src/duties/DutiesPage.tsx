// 법정 의무: four registers; the head of the centre writes, whoever examines or leads reads.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Me } from "../api/feed";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { go } from "../app/router";
import { problemText } from "../incident/problem";
import { type Duties, doors } from "./duties";
import { AiUses, Minutes, Officers } from "./Registers";
import { Training } from "./Training";
import { words } from "./words";
import "../app/office.css";
import "./duties.css";

const REGISTERS = { training: Training, officers: Officers, minutes: Minutes, ai: AiUses } as const;
const NAMES = Object.keys(REGISTERS) as (keyof typeof REGISTERS)[];

function Registers({ duties }: { duties: Duties }) {
  const w = useWords(words);
  const isHead = useQueryClient().getQueryData<Me>(["me"])?.role === "CENTRE_HEAD";
  return (
    <Tabs>
      <TabList className="office-tabs" aria-label={w.page}>
        {NAMES.map((name) => (
          <Tab key={name} id={name}>
            {w.tabs[name]}
          </Tab>
        ))}
      </TabList>
      {NAMES.map((name) => {
        const Register = REGISTERS[name];
        return (
          <TabPanel key={name} id={name} className="office-panel">
            <Register duties={duties} isHead={isHead} />
          </TabPanel>
        );
      })}
    </Tabs>
  );
}

export function DutiesPage() {
  const w = useWords(words);
  const lang = language.use();
  const duties = useQuery({ queryKey: ["duties"], queryFn: doors.duties });
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
        <p className="office-lead">
          <a
            href="/policy"
            onClick={(event) => {
              event.preventDefault();
              go("/policy");
            }}
          >
            {w.policy}
          </a>
        </p>
      </header>
      {duties.isPending && <OfficeSaid title={w.loading} />}
      {duties.isError && (
        <OfficeSaid title={w.failed} text={problemText(duties.error, lang)} isAlert>
          <button type="button" onClick={() => void duties.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {duties.data && <Registers duties={duties.data} />}
    </section>
  );
}
