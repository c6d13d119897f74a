// The ledger as a file, for a reason that stays in the trail.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../api/client";
import { language, useWords } from "../app/language";
import { problemText } from "../incident/problem";
import { ReasonForm } from "../names/ReasonForm";
import type { LedgerExport, LedgerFilter } from "./ledger";
import { words } from "./words";

export function exportWanted(
  filter: LedgerFilter,
  format: LedgerExport["format"],
  extent: NonNullable<LedgerExport["extent"]>,
  reason: string,
): LedgerExport {
  return {
    format,
    extent,
    reason,
    from: filter.from || null,
    to: filter.to || null,
    organisation: filter.organisation || null,
  };
}

function Choice<T extends string>(props: {
  label: string;
  value: T;
  of: Readonly<Record<T, string>>;
  onChoose: (value: T) => void;
}) {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChoose(event.target.value as T)}
    >
      {Object.entries<string>(props.of).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

export function ExportLedger({ filter }: { filter: LedgerFilter }) {
  const w = useWords(words).file;
  const lang = language.use();
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<"xlsx" | "pdf">("xlsx");
  const [extent, setExtent] = useState<"all" | "published">("all");
  const saving = useMutation({
    mutationFn: (reason: string) =>
      saveFile("/api/ledger/export", exportWanted(filter, format, extent, reason)),
    onSuccess: () => setOpen(false),
  });
  if (!isOpen) {
    return (
      <div className="office-bar">
        <button type="button" onClick={() => setOpen(true)}>
          {w.open}
        </button>
        <span className="office-quiet" role="status">
          {saving.data && w.saved(saving.data)}
        </span>
      </div>
    );
  }
  return (
    <ReasonForm
      said={
        <>
          {w.what}{" "}
          <Choice
            label={w.extent}
            value={extent}
            of={{ all: w.all, published: w.published }}
            onChoose={setExtent}
          />{" "}
          <Choice
            label={w.format}
            value={format}
            of={{ xlsx: w.xlsx, pdf: w.pdf }}
            onChoose={setFormat}
          />
        </>
      }
      send={saving.isPending ? w.saving : w.send}
      isBusy={saving.isPending}
      problem={saving.isError ? problemText(saving.error, lang) : null}
      onSend={(reason) => saving.mutate(reason)}
      onCancel={() => setOpen(false)}
    />
  );
}
