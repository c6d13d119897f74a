import { expect, test } from "vitest";
import { type Cab, gateOf, showsPicture } from "../../src/vehicle/gate";

const CAB: Cab = { passengerFor: null, isParked: false, speedKmh: 0 };

test("a driver sees no picture above 5 km/h", () => {
  expect(gateOf({ ...CAB, speedKmh: 5 }, "a")).toBe("parked");
  expect(gateOf({ ...CAB, speedKmh: 5.1 }, "a")).toBe("driving");
  expect(showsPicture("driving")).toBe(false);
});

test("an unknown speed counts as driving until somebody says that the vehicle stands", () => {
  const unknown = { ...CAB, speedKmh: null };
  expect(gateOf(unknown, "a")).toBe("unknown");
  expect(showsPicture("unknown")).toBe(false);
  expect(gateOf({ ...unknown, isParked: true }, "a")).toBe("parked");
});

test("saying that it stands does not hold against a measured speed", () => {
  expect(gateOf({ ...CAB, isParked: true, speedKmh: 30 }, "a")).toBe("driving");
});

test("a confirmed passenger sees the picture at any speed", () => {
  expect(gateOf({ ...CAB, passengerFor: "a", speedKmh: 80 }, "a")).toBe("passenger");
});

test("the passenger is confirmed anew for each incident", () => {
  expect(gateOf({ ...CAB, passengerFor: "a", speedKmh: 80 }, "b")).toBe("driving");
});
