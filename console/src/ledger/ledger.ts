// Questions to the ledger, and its rows as a person reads them.
import { type Answer, ask, type Body } from "../api/client";
import type { Language } from "../app/language";
import { words } from "./words";

export type LedgerPage = Answer<"ListLedger">;
export type LedgerRow = LedgerPage["rows"][number];
export type LedgerExport = Body<"ExportLedger">;
export interface LedgerFilter {
  readonly from: string;
  readonly to: string;
  readonly organisation: string;
}

export const PAGE_ROWS = 100;

export function questionOf(filter: LedgerFilter, after: string | null): URLSearchParams {
  const query = new URLSearchParams({ limit: String(PAGE_ROWS) });
  if (filter.from) query.set("from", filter.from);
  if (filter.to) query.set("to", filter.to);
  if (filter.organisation) query.set("organisation", filter.organisation);
  if (after) query.set("after", after);
  return query;
}

export const askLedger = (filter: LedgerFilter, after: string | null) =>
  ask<"ListLedger">(`/api/ledger?${questionOf(filter, after)}`);

/** The cursor of the next page; none when the last one was not full. */
export function nextAfter(page: LedgerPage): string | null {
  return page.rows.length < PAGE_ROWS ? null : (page.rows.at(-1)?.ledger_id ?? null);
}

const BEYOND_PURPOSE = /^PIPA18-2-(\d+)$/;

export function groundsText(bases: readonly string[], of: Language): string {
  return bases
    .map((basis) => {
      const number = BEYOND_PURPOSE.exec(basis)?.[1];
      return number ? words[of].basis(number) : basis;
    })
    .join(", ");
}

/** `SB-2023-08 제2판 제3조제2항`; nothing where no agreement stands behind it. */
export function clauseText(row: LedgerRow, of: Language): string {
  const said = words[of];
  const [number, paragraph] = (row.clause ?? "").split(".");
  const version = row.agreement_id
    ? said.version(row.agreement_id, row.agreement_version ?? 1)
    : "";
  const clause = number && paragraph ? said.article(number, paragraph) : (row.clause ?? "");
  return [version, clause].filter(Boolean).join(" ");
}
