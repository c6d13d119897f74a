// People and rights: accounts, vehicles' devices, linked systems, and the history of it all. Each role sees its part.
import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { useFeed } from "../feed/FeedProvider";
import { Accounts } from "./Accounts";
import { Devices } from "./Devices";
import { History } from "./History";
import { Organisations } from "./Organisations";
import { Partners } from "./Partners";
import { words } from "./words";
import "../app/office.css";
import "../identity/sign-in.css";
import "./people.css";

const PARTS = {
  people: Accounts,
  homes: Organisations,
  devices: Devices,
  partners: Partners,
  history: History,
};
type Part = keyof typeof PARTS;
const ALL = Object.keys(PARTS) as Part[];
const OF_ROLE: Record<string, readonly Part[]> = {
  CENTRE_HEAD: ALL,
  SHIFT_LEAD: ["devices"],
  CPO: ["history"],
  AUDITOR: ["history"],
};

export function partsOf(role: string): readonly Part[] {
  return OF_ROLE[role] ?? [];
}

export function PeoplePage() {
  const w = useWords(words);
  const role = useFeed().hello?.person.role;
  const [chosen, setChosen] = useState<Part | null>(null);
  if (!role) return <OfficeSaid title={w.loading} />;
  const parts = partsOf(role);
  return (
    <section className="office people" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <Tabs
        selectedKey={chosen ?? parts[0] ?? "people"}
        onSelectionChange={(key) => setChosen(key as Part)}
      >
        <TabList aria-label={w.page} className="office-tabs">
          {parts.map((part) => (
            <Tab key={part} id={part}>
              {w.tabs[part]}
            </Tab>
          ))}
        </TabList>
        {parts.map((part) => {
          const Shown = PARTS[part];
          return (
            <TabPanel key={part} id={part}>
              <Shown />
            </TabPanel>
          );
        })}
      </Tabs>
    </section>
  );
}
