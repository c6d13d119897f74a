// Who watches and when, faintly over the whole picture, so that no crop of a filmed screen is without it.
import { useSecond } from "../app/clock";
import { seoulTime } from "../app/format";

const REPEATS = Array.from({ length: 12 }, (_, index) => `mark-${index}`);

/** `mark` stands before who watches (훈련); the centre's own people, who carry no watermark, see the mark alone. */
export function Watermark({ viewer, mark = "" }: { viewer: string | null; mark?: string }) {
  const time = seoulTime(useSecond());
  const text = [mark, viewer, time].filter(Boolean).join(" ");
  return (
    <div className="watermark" aria-hidden="true">
      {viewer !== null && (
        <div className="watermark-field">
          {REPEATS.map((key) => (
            <i key={key} data-text={text} />
          ))}
        </div>
      )}
      <b data-text={text} />
    </div>
  );
}
