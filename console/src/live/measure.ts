// Marks that the benches and the browser's own tools read: when a picture was asked for and when it was first seen.

/** Told on the window, so that what can wait waits for the picture. */
export const FIRST_PICTURE = "bongsu:first-picture";

declare global {
  interface Window {
    __bongsu?: { firstPictures: Record<string, number> };
  }
}

export function markRequest(cameraId: string): void {
  // A camera may be asked for again by a later incident: each asking is measured anew.
  performance.clearMarks(`bongsu:first-picture:${cameraId}`);
  performance.clearMarks(`bongsu:request:${cameraId}`);
  performance.mark(`bongsu:request:${cameraId}`);
}

export function markFirstPicture(cameraId: string): void {
  const name = `bongsu:first-picture:${cameraId}`;
  if (performance.getEntriesByName(name).length > 0) return;
  const mark = performance.mark(name);
  const request = performance.getEntriesByName(`bongsu:request:${cameraId}`)[0];
  window.__bongsu ??= { firstPictures: {} };
  window.__bongsu.firstPictures[cameraId] = mark.startTime - (request?.startTime ?? 0);
  window.dispatchEvent(new Event(FIRST_PICTURE));
}
