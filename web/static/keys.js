// Single keys: off while somebody types, and for who switches them off in the list on "?".
const dialog = document.getElementById("keys");
const on = document.getElementById("keys-on");
const KEPT = "single-keys";

on.checked = localStorage.getItem(KEPT) !== "off";
on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"));
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
}

const typing = (target) =>
  target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");

// actions: what each key does; a key that is not in it does what the browser makes of it.
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || dialog.open) return;
    if (event.key === "?") {
      event.preventDefault();
      return dialog.showModal();
    }
    const action = actions[event.key];
    if (!action || !on.checked) return;
    if (event.key.startsWith("Arrow") && event.target.matches("input[type=radio]")) return;
    event.preventDefault();
    action();
  });
}

// The one after or before the one that has the focus or was chosen last, in a list that stays.
export function mover(items, choose) {
  let now = -1;
  return (by) => {
    const focused = items.findIndex((item) => item.contains(document.activeElement));
    if (focused >= 0) now = focused;
    now = Math.max(0, Math.min(items.length - 1, now + by));
    if (items[now]) choose(items[now]);
  };
}
