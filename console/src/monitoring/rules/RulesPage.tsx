// 감시 규칙: zones and lines drawn on the camera's live picture, and what each of them asks.
import { count, seoulDateTime } from "../../app/format";
import { language, useWords } from "../../app/language";
import { OfficeSaid } from "../../app/OfficeSaid";
import { go } from "../../app/router";
import { Tile } from "../../live/Tile";
import { useWatching } from "../../search/useWatching";
import { kindName } from "../alarm";
import { useCamera } from "../cameras/useCamera";
import { PartTabs } from "../PartTabs";
import { Standing } from "../Standing";
import { Tunings } from "../tunings/Tunings";
import type { Rule } from "../types";
import { words as shared } from "../words";
import { Board } from "./Board";
import { hoursSaid, LINES, MOST_RULES } from "./draft";
import { RuleForm } from "./RuleForm";
import { type RulesDesk, useRules } from "./useRules";
import { words } from "./words";
import "../../app/office.css";
import "../monitoring.css";
import "../cameras/cameras.css";
import "../../people/people.css";
import "./rules.css";

const UNKNOWN = { state: "unknown", since: null, reason: null } as const;

function Picture({ cameraId, name }: { cameraId: string; name: string }) {
  const { ask } = useWatching(cameraId);
  return (
    <Tile
      info={{
        cameraId,
        number: null,
        name,
        place: null,
        kind: null,
        distanceM: null,
        directionDeg: null,
        why: null,
        endsAt: null,
        camera: UNKNOWN,
      }}
      ask={ask}
      stream="main"
      watermark={null}
    />
  );
}

function RuleList({ desk }: { desk: RulesDesk }) {
  const w = useWords(words);
  const lang = language.use();
  const where = (rule: Rule) => {
    if (LINES.has(rule.kind)) return rule.points.length === 2 ? w.line : w.noLine;
    return rule.points.length > 0 ? w.zone(count(rule.points.length)) : w.whole;
  };
  return (
    <ul className="rule-list" aria-label={w.rules(count(desk.rules.length))}>
      {desk.rules.map((rule, index) => {
        const isOpen = rule === desk.chosen;
        return (
          <li key={rule.rule_id} data-wrong={desk.fault?.index === index || undefined}>
            <button
              type="button"
              className="rule-head"
              aria-expanded={isOpen}
              onClick={() => desk.choose(isOpen ? null : rule)}
            >
              <b>{kindName(rule.kind, lang)}</b>
              <span>{rule.name}</span>
              <small>
                {[hoursSaid(rule.hours, w.days), where(rule)].filter(Boolean).join(" · ")}
              </small>
            </button>
            {desk.fault?.index === index && !isOpen && (
              <p className="rule-fault">{desk.fault.text}</p>
            )}
            {isOpen && (
              <RuleForm
                rule={rule}
                index={index}
                fault={desk.fault}
                isDrawing={desk.isDrawing}
                onChange={desk.put}
                onDraw={desk.draw}
                onRemove={() => desk.remove(rule)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function SaveBar({ desk }: { desk: RulesDesk }) {
  const w = useWords(words);
  const s = useWords(shared);
  if (desk.isConflict) {
    return (
      <div className="rule-save is-wrong" role="alert">
        <span>
          <b>{w.conflict}</b> {w.conflictWhat}
        </span>
        <button type="button" onClick={() => void desk.takeTheirs()}>
          {w.takeTheirs}
        </button>
        <button type="button" onClick={() => void desk.overwrite()}>
          {w.overwrite}
        </button>
      </div>
    );
  }
  if (!desk.isUnsaved) return desk.isSaved ? <p role="status">{w.saved}</p> : null;
  return (
    <div className="rule-save" data-wrong={desk.fault !== null || undefined}>
      <span role={desk.fault ? "alert" : "status"}>
        {desk.fault ? `${w.refused}. ${desk.fault.text}` : w.unsaved}
      </span>
      <button type="button" onClick={desk.discard}>
        {w.discard}
      </button>
      <button type="button" className="primary" disabled={desk.isSaving} onClick={desk.save}>
        {desk.isSaving ? s.sending : w.save}
      </button>
    </div>
  );
}

function Editor({ cameraId }: { cameraId: string }) {
  const w = useWords(words);
  const desk = useRules(cameraId);
  const name = useCamera(cameraId)?.camera_name ?? cameraId;
  const { data } = desk.stands;
  return (
    <>
      <header className="office-head">
        <PartTabs />
        <h1>
          {w.page} · {name}
        </h1>
        {data && (
          <p className="office-lead">
            {data.version === 0 || !data.at
              ? w.standard
              : w.version(String(data.version), seoulDateTime(data.at))}
          </p>
        )}
      </header>
      <Standing of={desk.stands} />
      {data && (
        <div className="rule-seat">
          <Board
            rules={desk.rules}
            chosen={desk.chosen}
            isDrawing={desk.isDrawing}
            onPoints={desk.points}
            onChoose={desk.choose}
            onDrawn={() => desk.draw(false)}
          >
            <Picture cameraId={cameraId} name={name} />
          </Board>
          <div className="rule-side">
            <SaveBar desk={desk} />
            <h2>{w.rules(count(desk.rules.length))}</h2>
            {desk.rules.length === 0 && <OfficeSaid title={w.none} text={w.noneWhat} />}
            <RuleList desk={desk} />
            {desk.rules.length < MOST_RULES ? (
              <button type="button" onClick={() => desk.add("intrusion")}>
                {w.add}
              </button>
            ) : (
              <p className="mon-faint">{w.most}</p>
            )}
          </div>
        </div>
      )}
      <Tunings cameraId={cameraId} />
    </>
  );
}

export function RulesPage() {
  const w = useWords(words);
  const cameraId = new URLSearchParams(location.search).get("camera") ?? "";
  return (
    <section className="office mon-office" aria-label={w.page}>
      {cameraId ? (
        <Editor key={cameraId} cameraId={cameraId} />
      ) : (
        <>
          <PartTabs />
          <h1>{w.page}</h1>
          <OfficeSaid title={w.noCamera} text={w.noCameraWhat}>
            <button type="button" onClick={() => go("/monitoring/cameras")}>
              {w.toCameras}
            </button>
          </OfficeSaid>
        </>
      )}
    </section>
  );
}
