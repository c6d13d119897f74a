// The chosen incident's pictures: one large, the others in a strip. Tiles change place by style only, so none starts anew.
import type { CSSProperties } from "react";
import type { Incident, IncidentTile } from "../api/feed";
import { language, useWords } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { staleOf } from "../feed/stale";
import { isExercise } from "../incident/exercise";
import { words as shared } from "../incident/words";
import { infoOf, useTickets } from "../live/info";
import { Tile } from "../live/Tile";
import { words } from "./words";

interface CellProps {
  tile: IncidentTile;
  incident: Incident;
  isBig: boolean;
  column: number;
  ownDistrict: string | null;
  onPick: (cameraId: string) => void;
  onEnlarge: () => void;
}

function Cell(props: CellProps) {
  const { tile, incident, isBig } = props;
  const s = useWords(shared);
  const lang = language.use();
  const cut = staleOf(useLinks(), props.tile.owner);
  const id = tile.camera_id;
  const ask = useTickets(tile.grant_id, id);
  const { pointer, chosen_camera_id } = incident.directing;
  const isChosen = chosen_camera_id === id;
  return (
    <div
      className="watch-cell"
      data-big={isBig || undefined}
      style={{ "--column": props.column } as CSSProperties}
    >
      <Tile
        // The centre's own look has no end that anybody waits for.
        info={{ ...infoOf(tile, lang, props.ownDistrict, cut), endsAt: null }}
        ask={ask}
        stream={isBig ? "main" : "sub"}
        watermark={null}
        isExercise={isExercise(incident)}
        isPicked={isBig}
        isChosen={isChosen}
        pointer={pointer?.camera_id === id ? pointer : null}
        onOpen={isBig ? props.onEnlarge : () => props.onPick(id)}
      >
        {isChosen && <span className="watch-directed-mark">{s.directed}</span>}
      </Tile>
    </div>
  );
}

export function Wall(props: {
  incident: Incident;
  shown: IncidentTile | null;
  ownDistrict: string | null;
  onPick: (cameraId: string) => void;
  onEnlarge: () => void;
}) {
  const { incident, shown } = props;
  const w = useWords(words);
  const tiles = [...incident.tiles].sort((a, b) => a.rank - b.rank);
  const others = tiles.filter((tile) => tile !== shown);
  return (
    <section
      className="watch-wall"
      aria-label={w.wall}
      style={{ "--columns": Math.max(4, others.length) } as CSSProperties}
    >
      {tiles.map((tile) => (
        <Cell
          key={`${tile.grant_id} ${tile.camera_id}`}
          tile={tile}
          incident={incident}
          isBig={tile === shown}
          column={others.indexOf(tile) + 1}
          ownDistrict={props.ownDistrict}
          onPick={props.onPick}
          onEnlarge={props.onEnlarge}
        />
      ))}
    </section>
  );
}
