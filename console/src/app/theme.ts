// Dark for rooms and night, light for noon in a vehicle; kept per browser.
import { remembered } from "./remembered";

export type Theme = "dark" | "light";

export const theme = remembered<Theme>("theme", ["dark", "light"], "dark", (value) => {
  document.documentElement.dataset.theme = value;
});
