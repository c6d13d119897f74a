// The two keys of an alarm: 인계 to a body outside, 종료 by a second press.
import { useWords } from "../app/language";
import type { AlarmDesk } from "./useAlarm";
import { words } from "./words";

export function AlarmKeys({ alarm, mayClose }: { alarm: AlarmDesk; mayClose: boolean }) {
  const w = useWords(words);
  return (
    <>
      <button type="button" className="primary" onClick={alarm.openHandOver}>
        {w.handOver}
        <kbd>H</kbd>
      </button>
      {mayClose && (
        <button
          type="button"
          className="danger"
          data-armed={alarm.closing.armed || undefined}
          disabled={alarm.isClosing}
          onClick={alarm.closing.press}
        >
          {alarm.closing.armed ? w.endSure : w.end}
          <kbd>E</kbd>
        </button>
      )}
    </>
  );
}
