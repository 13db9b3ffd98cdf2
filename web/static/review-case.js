// A case: the scan follows the field that is chosen, all keys, and the case stays in hand while open.
// Without this module fields are links to their places on the scan, and the form decides.
import { listen, mover } from "./keys.js";
import { scan } from "./scan.js";

const fields = [...document.querySelectorAll(".desk .card")];
const view = scan(document.getElementById("scan"), (field) => choose(cardOf(field), false));
const cardOf = (field) => document.getElementById(`field-${field}`);
let now = null;

function choose(card, follow = true) {
  if (!card) return;
  now?.classList.remove("now");
  now = card;
  card.classList.add("now");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  if (follow && card.dataset.field) view.show(card.dataset.field);
}
for (const card of fields) {
  card.addEventListener("focusin", (event) => {
    if (card !== now && event.target !== card) choose(card, true), event.target.focus();
  });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest(".to-scan");
  const card = link?.closest(".card");
  if (!card) return;
  event.preventDefault();
  choose(card);
});

// What is decided of the field that is chosen.
function pick(value, then) {
  const card = now ?? fields[0];
  choose(card);
  if (card?.tagName === "DETAILS") card.open = true;
  const box = card?.querySelector(`.pick input[value="${value}"]`);
  if (!box) return;
  box.checked = box.type === "radio" || !box.checked;
  const input = then && card.querySelector(then);
  if (input) input.focus();
}
const press = (decided) => document.querySelector(`[name=decided][value=${decided}]`)?.click();
const move = mover(fields, choose);
listen({
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  a: () => pick("accept"),
  c: () => pick("correct", ".when-correct input"),
  r: () => pick("return", ".when-return textarea"),
  p: () => press("accepted"),
  b: () => press("returned"),
  n: () => document.getElementById("next").click(),
  "+": () => view.zoom(1.25),
  "=": () => view.zoom(1.25),
  "-": () => view.zoom(0.8),
  0: () => view.fit(),
  "[": () => view.turn(-90),
  "]": () => view.turn(90),
  ",": () => view.step(-1),
  ".": () => view.step(1),
  s: () => view.red(),
  m: () => view.marks(),
});

// The case stays in hand while its page is open and seen, and is let go with it.
const hold = document.getElementById("hold");
const csrf = document.querySelector("meta[name=csrf]").content;
const place = `/review/cases/${hold.dataset.ref}`;
const RENEW_MS = 4 * 60 * 1000;
let decided = false;

async function keep() {
  if (hold.dataset.can !== "yes" || document.hidden) return;
  const answer = await fetch(`${place}/hold`, { method: "POST", headers: { "X-CSRF-Token": csrf } })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (!answer) return;
  if (String(answer.edition) !== hold.dataset.edition) tell("told-changed", "");
  else if (answer.by) tell("told-held", answer.by);
  else hold.replaceChildren();
}
function tell(id, name) {
  const told = document.getElementById(id).content.cloneNode(true);
  const words = told.querySelector("p");
  words.textContent = words.textContent.replace(/[＊*]/, name);
  hold.replaceChildren(told);
}
document.getElementById("decision").addEventListener("submit", () => (decided = true));
addEventListener("pagehide", () => {
  if (decided || hold.dataset.can !== "yes") return;
  navigator.sendBeacon(`${place}/release`, new URLSearchParams({ csrf }));
});
document.addEventListener("visibilitychange", keep);
setInterval(keep, RENEW_MS);
keep();
