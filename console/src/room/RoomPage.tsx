// The situation room's page: the scene on the map, the pictures, the decisions.
export function RoomPage() {
  return null;
}
