// Who watches and when, faintly over the whole picture, so that no crop of a filmed screen is without it.
import { useSecond } from "../app/clock";
import { seoulTime } from "../app/format";

const REPEATS = Array.from({ length: 12 }, (_, index) => `mark-${index}`);

export function Watermark({ viewer }: { viewer: string }) {
  const text = `${viewer} ${seoulTime(useSecond())}`;
  return (
    <div className="watermark" aria-hidden="true">
      <div className="watermark-field">
        {REPEATS.map((key) => (
          <i key={key} data-text={text} />
        ))}
      </div>
      <b data-text={text} />
    </div>
  );
}
