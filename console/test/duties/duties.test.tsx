// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { language } from "../../src/app/language";
import { DutyNotice } from "../../src/duties/DutyNotice";
import { byUrgency, type MyDuties, type PersonDuties, sha256Of } from "../../src/duties/duties";
import { SeatGate } from "../../src/duties/SeatGate";

const FINE: MyDuties = {
  standing: {
    due_on: "2027-11-20",
    seat_until: "2027-12-20",
    notice: null,
    pledged_at: "x",
    lacks: [],
  },
  trainings: [],
  pledge_version: "2026-1",
  pledge_ko: ["하나"],
  pledge_en: ["one"],
  pledge_asked: false,
  office: "안전총괄과장",
  phone: "02-2241-1234",
};

let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  language.set("ko");
  host = document.createElement("div");
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

async function shown(mine: MyDuties | null, page: React.ReactNode): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  if (mine) client.setQueryData(["me", "duties"], mine);
  await act(async () =>
    root.render(<QueryClientProvider client={client}>{page}</QueryClientProvider>),
  );
  return host.textContent ?? "";
}

const gate = (role: string) => (
  <SeatGate role={role} onSignOut={() => undefined}>
    <p>관제석</p>
  </SeatGate>
);
const closed: MyDuties = {
  ...FINE,
  standing: {
    ...FINE.standing,
    due_on: "2025-11-20",
    seat_until: "2025-12-20",
    notice: "overdue",
    lacks: ["training"],
  },
};

describe("a seat", () => {
  it("opens while nothing is missing, and for who is no operator", async () => {
    expect(await shown(FINE, gate("OPERATOR"))).toBe("관제석");
    vi.stubGlobal("fetch", () => Promise.reject(new Error("nobody asks")));
    expect(await shown(null, gate("POLICE_ROOM"))).toBe("관제석");
  });

  it("says what is missing, since when, and whom to ring", async () => {
    const text = await shown(closed, gate("OPERATOR"));
    for (const said of ["2025-11-20", "2025-12-20", "안전총괄과장", "02-2241-1234"]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain("관제석을 엽니다");
    expect(host.querySelector("a")?.getAttribute("href")).toBe("tel:02-2241-1234");
  });

  it("offers the pledge where it is what is missing", async () => {
    const standing = { ...FINE.standing, pledged_at: null, lacks: ["pledge" as const] };
    const text = await shown({ ...FINE, standing, pledge_asked: true }, gate("OPERATOR"));
    expect(text).toContain("하나");
    expect(text).toContain("서명합니다");
    expect(text).not.toContain("교육");
  });
});

describe("the line above the page", () => {
  it("is not there while all is well", async () => {
    expect(await shown(FINE, <DutyNotice isOwn />)).toBe("");
  });

  it("says the due date and asks for the pledge", async () => {
    const standing = { ...FINE.standing, notice: "week" as const };
    const text = await shown({ ...FINE, standing, pledge_asked: true }, <DutyNotice isOwn />);
    expect(text).toContain("2027-11-20");
    expect(text).toContain("보안서약서");
  });
});

describe("the register", () => {
  const person = (id: string, due: string | null, lacks: ("training" | "pledge")[] = []) =>
    ({
      who: id,
      name: id,
      role: "OPERATOR",
      trainings: [],
      standing: { ...FINE.standing, due_on: due, lacks },
    }) as PersonDuties;

  it("shows closed seats first, then whose training is due next", () => {
    const people = [
      person("d", null),
      person("c", "2027-01-01"),
      person("b", "2026-12-01"),
      person("a", "2027-06-01", ["pledge"]),
    ];
    expect(byUrgency(people).map((one) => one.who)).toEqual(["a", "b", "c", "d"]);
  });

  it("keeps a document's hash and not the document", async () => {
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect(await sha256Of({ arrayBuffer: async () => new ArrayBuffer(0) } as Blob)).toBe(empty);
  });
});
