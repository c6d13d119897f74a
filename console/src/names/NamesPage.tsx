// For the head of the centre, who agrees to the opening of names and reads no trail.
import { useWords } from "../app/language";
import { NamesPanel } from "./NamesPanel";
import { words } from "./words";

export function NamesPage() {
  const w = useWords(words);
  return (
    <section className="names-page" aria-label={w.page}>
      <h1>{w.page}</h1>
      <p>{w.what}</p>
      <NamesPanel empty />
    </section>
  );
}
