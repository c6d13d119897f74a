// The search desk's list and the search that stands beside it: what ends leaves the list, and not the seat.
import { useQueryClient } from "@tanstack/react-query";
import { act } from "react";
import { expect, it, vi } from "vitest";
import { missing, type Search } from "../../src/missing/door";
import { SearchPage } from "../../src/search/SearchPage";
import { draw, eachOnItsOwn, shows } from "../missing/page";

let again: () => Promise<void> = async () => undefined;
vi.mock("../../src/search/Desk", () => ({
  Desk: ({ of }: { of: string }) => {
    const client = useQueryClient();
    again = () => client.refetchQueries({ queryKey: ["searches"] });
    return <p>desk of {of}</p>;
  },
}));

eachOnItsOwn();

const open = (incident_id: string, joined = false): Search =>
  ({
    incident_id,
    joined,
    category_ko: "치매환자",
    category_en: "Dementia",
    dong: incident_id,
    police_no: null,
    drill: false,
    last_seen_at: "2026-11-22T05:00:00Z",
    reach_m: 250,
    looked_at: 0,
    cameras: 3,
    seats: 1,
    suspects: 0,
    sightings: 0,
  }) as unknown as Search;

it("the search at which this seat sits comes first", async () => {
  vi.spyOn(missing, "searches").mockResolvedValue([open("one"), open("two", true)]);
  await draw(<SearchPage />);
  await shows("desk of two");
});

it.each([[[]], [[open("another")]]])(
  "a search that ends stays before who sits at it, to say so",
  async (left) => {
    const searches = vi.spyOn(missing, "searches").mockResolvedValue([open("mine", true)]);
    await draw(<SearchPage />);
    await shows("desk of mine");
    searches.mockResolvedValue(left);
    await act(async () => again());
    await shows("desk of mine");
    expect(document.body.textContent).not.toContain("열린 수색이 없습니다");
  },
);

it("without a search it says when one comes", async () => {
  vi.spyOn(missing, "searches").mockResolvedValue([]);
  await draw(<SearchPage />);
  await shows("열린 수색이 없습니다");
});
