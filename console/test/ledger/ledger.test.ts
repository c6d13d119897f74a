import { describe, expect, it } from "vitest";
import { exportWanted } from "../../src/ledger/ExportLedger";
import {
  clauseText,
  groundsText,
  type LedgerPage,
  type LedgerRow,
  nextAfter,
  PAGE_ROWS,
  questionOf,
} from "../../src/ledger/ledger";

const row = (more: Partial<LedgerRow> = {}) =>
  ({
    ledger_id: "led_1",
    agreement_id: "SB-2023-08",
    agreement_version: 2,
    clause: "3.2",
    ...more,
  }) as LedgerRow;
const page = (rows: number) =>
  ({
    rows: Array.from({ length: rows }, (_, number) => row({ ledger_id: `led_${number}` })),
    in_all: 500,
    recipients: [],
  }) as LedgerPage;

describe("the ledger", () => {
  it("asks only for what was chosen", () => {
    expect(questionOf({ from: "", to: "", organisation: "" }, null).toString()).toBe("limit=100");
    const asked = questionOf(
      { from: "2026-11-01", to: "2026-11-30", organisation: "KNPA.SEOUL.SEONGBUK" },
      "led_9",
    );
    expect(Object.fromEntries(asked)).toEqual({
      limit: "100",
      from: "2026-11-01",
      to: "2026-11-30",
      organisation: "KNPA.SEOUL.SEONGBUK",
      after: "led_9",
    });
  });

  it("goes on behind the last row of a full page, and ends with one that is not", () => {
    expect(nextAfter(page(PAGE_ROWS))).toBe("led_99");
    expect(nextAfter(page(PAGE_ROWS - 1))).toBeNull();
    expect(nextAfter(page(0))).toBeNull();
  });

  it("says grounds and clauses in the words of the law", () => {
    expect(groundsText(["PIPA18-2-7", "PIPA18-2-10"], "ko")).toBe(
      "법 제18조제2항제7호, 법 제18조제2항제10호",
    );
    expect(groundsText(["DISASTER74-3"], "en")).toBe("DISASTER74-3");
    expect(clauseText(row(), "ko")).toBe("SB-2023-08 제2판 제3조제2항");
    expect(clauseText(row({ agreement_id: null }), "en")).toBe("clause 3.2");
    expect(clauseText(row({ agreement_id: null, clause: null }), "ko")).toBe("");
  });

  it("exports what the page shows, for the typed reason", () => {
    const filter = { from: "2026-11-01", to: "", organisation: "" };
    expect(exportWanted(filter, "pdf", "published", "공고 게시")).toEqual({
      format: "pdf",
      extent: "published",
      reason: "공고 게시",
      from: "2026-11-01",
      to: null,
      organisation: null,
    });
  });
});
