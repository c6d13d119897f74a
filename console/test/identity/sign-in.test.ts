import { afterEach, expect, it, vi } from "vitest";
import { api, Problem } from "../../src/api/client";
import { failureOf } from "../../src/identity/failure";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown) {
  const asked = vi.fn(
    async (_path: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }),
  );
  vi.stubGlobal("fetch", asked);
  return asked;
}

it.each([
  [401, "wrong"],
  [400, "input"],
  [403, "forbidden"],
  [429, "locked"],
  [500, "server"],
  [503, "unreachable"],
  [0, "unreachable"],
])("an answer of %i is said as %s", (status, failure) => {
  expect(failureOf(new Problem(status, "", "", null))).toBe(failure);
});

it("a fault of the page itself is not blamed on the password", () => {
  expect(failureOf(new TypeError("x"))).toBe("server");
});

it("a problem document keeps its code and its field", async () => {
  answer(400, { code: "invalid", detail: "too long", field: "name" });
  await expect(api.signIn("a", "b")).rejects.toMatchObject({
    status: 400,
    code: "invalid",
    field: "name",
  });
});

it("a server that answers nonsense, or not at all, is still a problem", async () => {
  vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
  await expect(api.me()).rejects.toMatchObject({ status: 502, code: "" });
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("network")));
  await expect(api.me()).rejects.toMatchObject({ status: 0 });
});

it("what changes something carries the console's header, what reads does not", async () => {
  const asked = answer(200, {});
  await api.close("inc/1");
  await api.me();
  expect(asked.mock.calls[0]?.[0]).toBe("/api/incidents/inc%2F1/close");
  expect(asked.mock.calls[0]?.[1].headers).toMatchObject({ "X-Bongsu": "1" });
  expect(asked.mock.calls[1]?.[1].headers).not.toHaveProperty("X-Bongsu");
});
