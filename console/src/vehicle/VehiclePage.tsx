// The vehicle's page: one big picture, the way to the scene, the next camera.
export function VehiclePage() {
  return null;
}
