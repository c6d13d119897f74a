// The frame that a tile shows now, as the JPEG that a person sends by a key (발견, 119·112 신고).

const LARGEST_SIDE = 1280;
const QUALITY = 0.85;

interface Shown {
  source: HTMLVideoElement | HTMLCanvasElement;
  width: number;
  height: number;
}

function shownIn(tile: Element): Shown | null {
  const video = tile.querySelector("video");
  if (video && video.videoWidth > 1 && video.readyState >= 2) {
    return { source: video, width: video.videoWidth, height: video.videoHeight };
  }
  const still = tile.querySelector("canvas");
  if (still && still.width > 1) return { source: still, width: still.width, height: still.height };
  return null;
}

/** Null where the tile shows no picture. */
export async function frameOf(
  tile: Element | null,
  largestSide = LARGEST_SIDE,
): Promise<Blob | null> {
  const shown = tile ? shownIn(tile) : null;
  if (!shown) return null;
  const scale = Math.min(1, largestSide / Math.max(shown.width, shown.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(shown.width * scale);
  canvas.height = Math.round(shown.height * scale);
  canvas.getContext("2d")?.drawImage(shown.source, 0, 0, canvas.width, canvas.height);
  return new Promise((tell) => canvas.toBlob(tell, "image/jpeg", QUALITY));
}
