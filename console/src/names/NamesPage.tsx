// For the head of the centre, who agrees to the opening of names and reads no trail.
import { useWords } from "../app/language";
import { NamesPanel } from "./NamesPanel";
import { words } from "./words";
import "../app/office.css";

export function NamesPage() {
  const w = useWords(words);
  return (
    <section className="office" aria-label={w.page}>
      <header className="office-head">
        <h1>{w.page}</h1>
        <p className="office-lead">{w.what}</p>
      </header>
      <NamesPanel empty />
    </section>
  );
}
