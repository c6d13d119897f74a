// 확인 on the banner of whatever page shows an exercise: one press, the same route, said once.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import type { Incident } from "../../src/api/feed";
import { ExerciseBanner } from "../../src/incident/ExerciseBanner";
import { SeenKey } from "../../src/incident/SeenKey";
import { incident } from "./example";

describe("the key on the banner", () => {
  let root: Root;
  beforeEach(() => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    document.body.innerHTML = "<div></div>";
    root = createRoot(document.body.firstElementChild as Element);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.restoreAllMocks();
  });

  async function show(one: Incident | null) {
    await act(async () =>
      root.render(
        <>
          <ExerciseBanner incident={one} />
          {one && <SeenKey incident={one} />}
        </>,
      ),
    );
    return [...document.querySelectorAll<HTMLButtonElement>("button")];
  }

  it("one press says it everywhere", async () => {
    const seen = vi.spyOn(api, "seenInDrill").mockResolvedValue(undefined);
    const [banner, other] = await show(incident("one", { drill_id: "d" }));
    expect(banner?.textContent).toBe("확인");
    await act(async () => banner?.click());
    expect(seen).toHaveBeenCalledExactlyOnceWith("d", "one");
    await vi.waitFor(() => expect(other?.textContent).toBe("확인함"));
    expect(banner?.disabled).toBe(true);
  });

  it("a refusal is said, and the key stays", async () => {
    vi.spyOn(api, "seenInDrill").mockRejectedValue(new Problem(0, "unreachable", "", null));
    const [banner] = await show(incident("two", { drill_id: "d" }));
    await act(async () => banner?.click());
    await vi.waitFor(() => expect(document.querySelector("[role=alert]")).not.toBeNull());
    expect(banner?.disabled).toBe(false);
  });

  it.each([
    ["a real call", incident("r"), 0],
    ["an army's own exercise, which is no drill of ours", incident("a", { exercise: true }), 0],
    ["one that is over", incident("o", { drill_id: "d", state: "closed" }), 0],
  ])("%s has none", async (_what, one, count) => {
    expect(await show(one)).toHaveLength(count);
  });
});
