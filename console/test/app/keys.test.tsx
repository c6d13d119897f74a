import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { capOf, type KeyBinding, shortcuts, useKeys, useListedKeys } from "../../src/app/keys";

let root: Root;
let host: HTMLElement;

function Page({ keys }: { keys: KeyBinding[] }) {
  useKeys(keys);
  return (
    <p>
      {useListedKeys()
        .map((one) => one.label)
        .join()}
    </p>
  );
}

function show(...pages: KeyBinding[][]) {
  act(() =>
    root.render(pages.map((keys) => <Page key={keys.map((one) => one.code).join()} keys={keys} />)),
  );
}

function press(code: string, init: KeyboardEventInit = {}, target: EventTarget = window) {
  target.dispatchEvent(
    new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...init }),
  );
}

beforeEach(() => {
  (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  shortcuts.set("on");
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

describe("a shortcut", () => {
  it("answers to the key's place, whatever Hangul makes of it", () => {
    const run = vi.fn();
    show([{ code: "KeyM", run }]);
    press("KeyM", { key: "ㅡ" });
    press("KeyM", { key: "Process" });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("is silent while somebody types, holds a modifier or keeps the key down", () => {
    const run = vi.fn();
    show([{ code: "KeyE", run }]);
    const input = host.appendChild(document.createElement("input"));
    press("KeyE", {}, input);
    press("KeyE", { ctrlKey: true });
    press("KeyE", { repeat: true });
    expect(run).not.toHaveBeenCalled();
  });

  it("leaves Enter to the button that has the focus", () => {
    const run = vi.fn();
    show([{ code: "Enter", run }]);
    press("Enter", {}, host.appendChild(document.createElement("button")));
    expect(run).not.toHaveBeenCalled();
    press("Enter");
    expect(run).toHaveBeenCalledOnce();
  });

  it("can be switched off, but for the list of keys", () => {
    const close = vi.fn();
    const help = vi.fn();
    show([
      { code: "KeyE", run: close },
      { code: "Slash", shift: true, run: help },
    ]);
    shortcuts.set("off");
    press("KeyE");
    press("Slash", { shiftKey: true });
    expect(close).not.toHaveBeenCalled();
    expect(help).toHaveBeenCalledOnce();
  });

  it("belongs to the dialog while one is open", () => {
    const run = vi.fn();
    show([{ code: "KeyE", run }]);
    host.appendChild(document.createElement("div")).setAttribute("role", "dialog");
    press("KeyE");
    expect(run).not.toHaveBeenCalled();
  });

  it("goes to the page that came last, and back when it leaves", () => {
    const first = vi.fn();
    const second = vi.fn();
    const below = [{ code: "KeyW", run: first }];
    show(below, [
      { code: "KeyW", run: second },
      { code: "KeyZ", run: second },
    ]);
    press("KeyW");
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    show(below);
    press("KeyW");
    expect(first).toHaveBeenCalledOnce();
  });
});

it("lists the keys that have words, by the cap of the key", () => {
  show([
    { code: "KeyM", label: "이동방향", run: vi.fn() },
    { code: "Digit2", run: vi.fn() },
  ]);
  expect(host.textContent).toBe("이동방향");
  expect(capOf({ code: "KeyM", run: vi.fn() })).toBe("M");
  expect(capOf({ code: "Slash", cap: "?", run: vi.fn() })).toBe("?");
});
