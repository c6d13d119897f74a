// 연계서비스: every linked service with its law, its personal data and its proofs; what was left out, and why.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { api } from "../api/client";
import type { Me } from "../api/feed";
import { count } from "../app/format";
import { language, useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { problemText } from "../incident/problem";
import { ReservedCameras } from "../reserved/ReservedCameras";
import { ServiceCard } from "./ServiceCard";
import type { ServicesPage as Page } from "./service";
import { words } from "./words";
import "../app/office.css";
import "./services.css";

function LeftOut({ page }: { page: Page }) {
  const w = useWords(words);
  if (page.left_out.length === 0) return null;
  return (
    <section className="service-out" aria-label={w.leftOut(count(page.left_out.length))}>
      <h2>{w.leftOut(count(page.left_out.length))}</h2>
      <p className="office-lead">{w.leftOutWhat}</p>
      <table className="office-table cards">
        <thead>
          <tr>
            <th scope="col">{w.folder}</th>
            <th scope="col">{w.why}</th>
          </tr>
        </thead>
        <tbody>
          {page.left_out.map((one) => (
            <tr key={one.name}>
              <td data-label={w.folder}>
                <code>{one.name}</code>
              </td>
              <td data-label={w.why}>{one.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Services() {
  const w = useWords(words);
  const lang = language.use();
  const page = useQuery({ queryKey: ["services"], queryFn: api.services });
  return (
    <>
      {page.isPending && <OfficeSaid title={w.loading} />}
      {page.isError && (
        <OfficeSaid title={w.failed} text={problemText(page.error, lang)} isAlert>
          <button type="button" onClick={() => void page.refetch()}>
            {w.again}
          </button>
        </OfficeSaid>
      )}
      {page.data && <LeftOut page={page.data} />}
      {page.data?.services.length === 0 && <OfficeSaid title={w.none} text={w.noneWhat} />}
      {page.data && (
        <div className="services">
          {page.data.services.map((one) => (
            <ServiceCard key={one.codes[0]?.code ?? one.name_ko} service={one} />
          ))}
        </div>
      )}
    </>
  );
}

/** Whether there is such a list is the head's alone to know. */
function WithReserved() {
  const w = useWords(words);
  return (
    <Tabs>
      <TabList className="office-tabs" aria-label={w.page}>
        <Tab id="services">{w.tabs.services}</Tab>
        <Tab id="reserved">{w.tabs.reserved}</Tab>
      </TabList>
      <TabPanel id="services" className="office-panel">
        <Services />
      </TabPanel>
      <TabPanel id="reserved" className="office-panel">
        <ReservedCameras />
      </TabPanel>
    </Tabs>
  );
}

export function ServicesPage() {
  const w = useWords(words);
  const isHead = useQueryClient().getQueryData<Me>(["me"])?.role === "CENTRE_HEAD";
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      {isHead ? <WithReserved /> : <Services />}
    </section>
  );
}
