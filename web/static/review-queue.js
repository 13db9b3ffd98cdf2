// The queue by keyboard. Without this module every row is a link and every act a button.
import { listen, mover } from "./keys.js";

const rows = [...document.querySelectorAll(".cases tbody tr")];
const move = mover(rows, (row) => row.querySelector("a").focus());
listen({
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  n: () => document.getElementById("next")?.click(),
  "/": () => document.getElementById("q").focus(),
});
