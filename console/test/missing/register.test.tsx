// The officer's form keeps the guardian unless they are taken out; the guardian's page tells no class without consent.
import { act } from "react";
import { expect, it, vi } from "vitest";
import { missing, type RecordView, type Ward } from "../../src/missing/door";
import { Guardian } from "../../src/missing/Guardian";
import { RecordForm } from "../../src/missing/RecordForm";
import { button, draw, eachOnItsOwn, shows } from "./page";

eachOnItsOwn();

const VIEW = {
  line: {
    person_id: "reg_1",
    kind: "DEMENTIA",
    consented_on: "2026-11-02",
    has_photo: false,
  },
  personal: {
    consent_file: "동의-2026-0142",
    description: { build: "slim", hair: "short", hair_colour: "grey", walking_aid: "cane" },
    device_id: "",
    habitual: [],
  },
  guardian: "kim-guardian",
} as unknown as RecordView;
const nothing = () => undefined;
const field = () => document.querySelector("input[autocomplete=off]") as HTMLInputElement;

function type(into: HTMLInputElement, text: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  act(() => {
    set?.call(into, text);
    into.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function saved(): Promise<unknown> {
  const change = vi.spyOn(missing, "change").mockResolvedValue(undefined as never);
  await act(async () => button("저장").click());
  expect(change).toHaveBeenCalledTimes(1);
  return change.mock.calls[0]?.[1].guardian;
}

it("an edit of anything else keeps the guardian", async () => {
  await draw(<RecordForm view={VIEW} onDone={nothing} onCancel={nothing} />);
  expect(field().value).toBe("kim-guardian");
  expect(await saved()).toBe("kim-guardian");
});

it("taking the guardian out says what follows before it is saved", async () => {
  await draw(<RecordForm view={VIEW} onDone={nothing} onCancel={nothing} />);
  expect(document.body.textContent).not.toContain("동의가 끝납니다");
  type(field(), "");
  expect(document.body.textContent).toContain("동의가 끝납니다");
  expect(await saved()).toBe("");
});

it("a new record begins without one and warns of nothing", async () => {
  await draw(<RecordForm view={null} onDone={nothing} onCancel={nothing} />);
  expect(field().value).toBe("");
  expect(document.body.textContent).not.toContain("동의가 끝납니다");
});

const ward = (more: Partial<Ward>): Ward => ({
  person_id: "reg_1",
  kind: null,
  status: "no_consent",
  consent_until: null,
  ...more,
});

it("without consent a guardian reads a number and no class", async () => {
  vi.spyOn(missing, "wards").mockResolvedValue([ward({})] as never);
  await draw(<Guardian />);
  await shows("reg_1");
  expect(document.body.textContent).not.toContain("치매");
  expect(button("90일 동안 동의").disabled).toBe(true);
});

it("by consent the class, the status and its end; a withdrawal asks nothing", async () => {
  const until = "2027-02-20T05:00:00Z";
  const one = ward({ kind: "DEMENTIA", status: "search_open", consent_until: until });
  vi.spyOn(missing, "wards").mockResolvedValue([one] as never);
  const withdraw = vi.spyOn(missing, "withdraw").mockResolvedValue(undefined as never);
  await draw(<Guardian />);
  await shows("찾는 중");
  expect(document.body.textContent).toContain("치매");
  await act(async () => button("동의 철회").click());
  expect(withdraw).toHaveBeenCalledWith("reg_1");
});
