import { expect, test } from "vitest";
import { isPerson, shortPerson } from "../../src/trail/person";

const ID = "per_01m80kx8h5w70j5q9ydxx1ypks";

test("a person's id is shown by its end", () => {
  expect(shortPerson(ID)).toBe("per·x1ypks");
  expect(isPerson(ID)).toBe(true);
});

test("systems, partners and processes keep their names", () => {
  for (const actor of ["system", "seoul-112", "media-1", "per_1", ""]) {
    expect(shortPerson(actor)).toBe(actor);
    expect(isPerson(actor)).toBe(false);
  }
});
