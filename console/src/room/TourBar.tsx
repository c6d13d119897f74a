// Under the wall: which nine of how many, a dot for each page, and the key that stops and starts the tour.
import { count } from "../app/format";
import { useWords } from "../app/language";
import { TOUR_PAGE, type Tour } from "./useTour";
import { words } from "./words";

export function TourBar({ tour, all }: { tour: Tour; all: number }) {
  const w = useWords(words);
  if (tour.pages < 2) return null;
  const first = tour.page * TOUR_PAGE + 1;
  const last = Math.min(all, first + TOUR_PAGE - 1);
  return (
    <nav className="tour" aria-label={w.tour.name}>
      <button type="button" aria-label={w.tour.before} onClick={() => tour.step(-1)}>
        ‹
      </button>
      <div className="tour-dots">
        {Array.from({ length: tour.pages }, (_, page) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            key={page}
            type="button"
            aria-label={w.tour.page(count(page + 1), count(tour.pages))}
            aria-current={page === tour.page || undefined}
            onClick={() => tour.show(page)}
          >
            <i />
          </button>
        ))}
      </div>
      <button type="button" aria-label={w.tour.next} onClick={() => tour.step(1)}>
        ›
      </button>
      <span>{w.tour.shown(count(first), count(last), count(all))}</span>
      <button type="button" aria-pressed={tour.isPaused} onClick={tour.toggle}>
        {tour.isPaused ? w.tour.go : w.tour.pause}
        <kbd>P</kbd>
      </button>
    </nav>
  );
}
