// The pictures: one large, the others around it. Enlarging moves no tile in the page, so no picture starts anew.
import type { Directing, Incident, IncidentTile } from "../api/feed";
import { language, useWords } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { staleOf } from "../feed/stale";
import { isExercise } from "../incident/exercise";
import type { TileEnd } from "../live/face";
import { infoOf, useTickets } from "../live/info";
import { Tile } from "../live/Tile";
import { endOf } from "./incident";
import { words } from "./words";

interface CellProps {
  tile: IncidentTile;
  isBig: boolean;
  isNine: boolean;
  isPicked: boolean;
  end: TileEnd | null;
  directing: Directing;
  watermark: string | null;
  isExercise: boolean;
  mayDirect: boolean;
  onPick: (cameraId: string) => void;
  onChoose: (cameraId: string) => void;
  onPoint: (cameraId: string, x: number, y: number) => void;
}

function Cell(props: CellProps) {
  const { tile, directing, isBig } = props;
  const lang = language.use();
  const cut = staleOf(useLinks(), props.tile.owner);
  const id = tile.camera_id;
  const ask = useTickets(tile.grant_id, id);
  // Five tiles show the main stream that the grant already warmed; nine small ones need no more than the sub-stream.
  const stream = isBig || !props.isNine ? "main" : "sub";
  return (
    <Tile
      info={infoOf(tile, lang, null, cut)}
      ask={ask}
      stream={stream}
      watermark={props.watermark}
      isExercise={props.isExercise}
      end={props.end}
      isPicked={props.isPicked}
      isChosen={directing.chosen_camera_id === id}
      pointer={directing.pointer?.camera_id === id ? directing.pointer : null}
      className={isBig ? "is-big" : ""}
      onFocus={() => props.onPick(id)}
      onOpen={() => props.onChoose(id)}
      onPoint={isBig && props.mayDirect ? (x, y) => props.onPoint(id, x, y) : undefined}
    />
  );
}

export function Wall(props: {
  incident: Incident;
  tiles: readonly IncidentTile[];
  directing: Directing;
  isNine: boolean;
  /** Null: all are of one size. */
  big: IncidentTile | null;
  pickedId: string | null;
  watermark: string | null;
  onPick: (cameraId: string) => void;
  onChoose: (cameraId: string) => void;
  onPoint: (cameraId: string, x: number, y: number) => void;
}) {
  const { incident, tiles, directing } = props;
  const w = useWords(words);
  const lang = language.use();
  const { big } = props;
  const end = endOf(incident, lang);
  return (
    <section className="wall" aria-label={w.wall} data-nine={props.isNine || undefined}>
      {tiles.map((tile) => (
        <Cell
          key={`${tile.grant_id} ${tile.camera_id}`}
          tile={tile}
          isBig={tile === big}
          isNine={props.isNine}
          isPicked={props.pickedId === tile.camera_id}
          end={end}
          directing={directing}
          watermark={props.watermark}
          isExercise={isExercise(incident)}
          mayDirect={incident.may_direct}
          onPick={props.onPick}
          onChoose={props.onChoose}
          onPoint={props.onPoint}
        />
      ))}
    </section>
  );
}
