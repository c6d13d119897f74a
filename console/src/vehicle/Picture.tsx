// The one big picture, or in its place why there is none.
import type { Directing, IncidentTile } from "../api/feed";
import { language, useWords } from "../app/language";
import { useLinks } from "../feed/FeedProvider";
import { staleOf } from "../feed/stale";
import { words as shared } from "../incident/words";
import { infoOf, useTickets } from "../live/info";
import { Tile } from "../live/Tile";
import { useSwipe } from "./useSwipe";
import { words } from "./words";

export interface PictureProps {
  tile: IncidentTile;
  tiles: readonly IncidentTile[];
  directing: Directing;
  watermark: string;
  isDirected: boolean;
  isExercise: boolean;
  onStep: (steps: 1 | -1) => void;
  onEnlarge: () => void;
}

function Dots({ tile, tiles }: Pick<PictureProps, "tile" | "tiles">) {
  const w = useWords(words);
  if (tiles.length < 2) return null;
  const at = tiles.indexOf(tile);
  return (
    <div
      className="cab-dots"
      role="img"
      aria-label={w.cameraOf(String(at + 1), String(tiles.length))}
    >
      {tiles.map((one) => (
        <i key={one.camera_id} data-here={one === tile || undefined} data-state={one.state} />
      ))}
    </div>
  );
}

export function Picture(props: PictureProps) {
  const { tile, directing } = props;
  const s = useWords(shared);
  const lang = language.use();
  const cut = staleOf(useLinks(), props.tile.owner);
  const ask = useTickets(tile.grant_id, tile.camera_id);
  const swipe = useSwipe(props.onStep);
  const { pointer } = directing;
  return (
    <div className="cab-picture" {...swipe}>
      <Tile
        key={`${tile.grant_id} ${tile.camera_id}`}
        info={infoOf(tile, lang, null, cut)}
        ask={ask}
        stream="sub"
        watermark={props.watermark}
        isExercise={props.isExercise}
        isChosen={props.isDirected}
        pointer={pointer?.camera_id === tile.camera_id ? pointer : null}
        onOpen={props.onEnlarge}
      >
        {props.isDirected && <span className="cab-mark">{s.directed}</span>}
        <Dots tile={tile} tiles={props.tiles} />
      </Tile>
    </div>
  );
}
