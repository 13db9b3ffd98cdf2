// The applicant's page: saves as one types, shows progress as it comes, takes files by dropping.
// Without this script the page works by its buttons.

const root = document.querySelector(".apply");
const trouble = document.querySelector("#trouble");
const SAVE_AFTER = 1500; // ms of rest after the last key
const CHOSEN = ":is(.drop, .send) :is(select, [type=file], [type=checkbox])";
const TRY_AGAIN_AFTER = 3000;
const touched = new Set(); // the names of what was typed or answered and isn't saved yet
let token = document.querySelector("meta[name=csrf]").content;
let typed = 0; // how often something was typed or answered
let kept = 0; // how much of that is saved
let timer = 0;
let source = null;
let uploading = 0; // how many uploads are under way

// What nobody touched isn't sent: what another window saved meanwhile stays. What was read becomes
// the person's word when they press the button.
function fields(form, confirmed) {
  const data = new FormData(form);
  for (const name of [...data.keys()]) {
    const read = confirmed && form.elements[name].closest?.(".row.filled");
    if (!touched.has(name) && !read) data.delete(name);
  }
  return data;
}

async function save(form, confirmed = false) {
  clearTimeout(timer);
  const upTo = typed;
  // It goes on when the page is left meanwhile.
  const fresh = await hand(form.action, fields(form, confirmed), { keepalive: true });
  if (fresh) kept = Math.max(kept, upTo);
  if (fresh && kept === typed) {
    touched.clear();
    show(fresh);
  } else if (fresh === null) {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, confirmed), TRY_AGAIN_AFTER);
  }
}

// Asks, or hands something over; gives the page's part that answers it. What was refused is told at the top, and
// gives false; what did not arrive is told at the foot, and gives null. The page stays as it is then.
async function hand(address, body, more) {
  const given = body && { method: "POST", body, headers: { "X-CSRF-Token": token }, ...more };
  const answer = await fetch(address, given).catch(() => null);
  if (!answer) {
    tell("offline");
    return null;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".apply");
  if (!fresh) return (await renew()) ? false : null;
  tell("");
  token = page.querySelector("meta[name=csrf]").content;
  if (answer.ok) return fresh;
  root.querySelector("#progress").replaceWith(fresh.querySelector("#progress"));
  return false;
}

function tell(which) {
  trouble.textContent = which && trouble.dataset[which];
  trouble.hidden = !which;
}

// Who has signed in again, in another window, has another token. True where it is no use to try again: another
// window has sent it all.
async function renew() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer || answer.redirected) {
    tell(answer ? "signedOut" : "offline");
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = page.querySelector("meta[name=csrf]").content;
  const sent = page.querySelector(".apply[data-sent]");
  tell(sent ? "sent" : "refused");
  if (!sent) return false;
  kept = typed;
  touched.clear();
  show(sent);
  return true;
}

// What was chosen and not yet handed over stays chosen.
function chosenAgain(before) {
  for (const one of root.querySelectorAll(CHOSEN)) {
    const old = before.get(one.name);
    if (!old) continue;
    if (one.type === "file") one.files = old.files;
    else if (one.type === "checkbox") one.checked = old.checked;
    else if ([...one.options].some((option) => option.value === old.value)) one.value = old.value;
  }
}

// The new page's parts take the place of the old ones; what is being typed stays as it is.
function show(fresh) {
  if (!fresh || kept < typed) return;
  const focused = document.activeElement?.id;
  const caret = document.activeElement?.selectionStart;
  root.dataset.state = fresh.dataset.state;
  root.dataset.round = fresh.dataset.round;
  const before = new Map([...root.querySelectorAll(CHOSEN)].map((one) => [one.name, one]));
  root.replaceChildren(...fresh.childNodes);
  chosenAgain(before);
  attach();
  const again = focused && document.getElementById(focused);
  if (again) {
    again.focus({ preventScroll: true });
    if (caret !== null && again.setSelectionRange && again.type === "text") again.setSelectionRange(caret, caret);
  }
}

async function reload() {
  const fresh = await hand(location.pathname);
  if (fresh) show(fresh);
  else if (fresh === null) setTimeout(reload, TRY_AGAIN_AFTER);
}

function follow() {
  source?.close(); // a browser has few connections for one place
  if (["ready", "attention", "blocked", "failed"].includes(root.dataset.state)) return;
  source = new EventSource(`/apply/${root.dataset.ref}/events`);
  source.addEventListener("progress", (event) => {
    const { pages, done } = JSON.parse(event.data);
    const bar = root.querySelector("progress");
    if (!bar || !pages) return;
    bar.max = pages;
    bar.value = done;
    root.querySelector(".status").textContent =
      document.documentElement.lang === "en" ? `${done} of ${pages} pages read` : `已读 ${done} / ${pages} 页`;
  });
  source.addEventListener("done", () => { source.close(); reload(); });
  source.addEventListener("error", () => { source.close(); setTimeout(reload, 2000); });
}

// One after the other, as one kind; what is chosen meanwhile is the next to go, and stays.
async function upload(drop, files) {
  const { action, elements: { kind: { value: kind } } } = drop;
  uploading += 1;
  busy();
  for (const file of files) {
    const data = new FormData();
    data.set("kind", kind);
    data.set("file", file);
    const fresh = await hand(action, data);
    if (!fresh) break;
    const now = root.querySelector(".drop");
    const chosen = now?.querySelector("[type=file]").files[0];
    if (!chosen || ["name", "size", "lastModified"].every((key) => chosen[key] === file[key])) now?.reset();
    show(fresh);
  }
  uploading -= 1;
  busy();
}

function busy() {
  const drop = root.querySelector(".drop");
  if (!drop) return;
  drop.querySelector("button").disabled = uploading > 0;
  drop.querySelector(".sending").hidden = !uploading;
}

function attach() {
  const form = root.querySelector("#form");
  form?.addEventListener("input", (event) => {
    touched.add(event.target.name);
    typed += 1;
    clearTimeout(timer);
    timer = setTimeout(() => save(form), event.target.type === "radio" ? 0 : SAVE_AFTER);
  });
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.field) {
      event.preventDefault();
      const data = new FormData();
      data.set("field", event.submitter.dataset.field);
      data.set("value", event.submitter.dataset.value);
      hand(`/apply/${root.dataset.ref}/suggestion`, data).then(show);
    } else {
      event.preventDefault();
      save(form, true);
    }
  });
  const drop = root.querySelector(".drop");
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop?.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") upload(drop, [...event.dataTransfer.files]);
    });
  }
  drop?.addEventListener("submit", (event) => {
    event.preventDefault();
    upload(drop, [...drop.querySelector("[type=file]").files]);
  });
  busy();
  follow();
}

// Who leaves the page has not always rested before.
addEventListener("pagehide", () => {
  const form = root.querySelector("#form");
  if (kept < typed && form) save(form);
});
addEventListener("beforeunload", (event) => {
  if (kept < typed && !trouble.hidden) event.preventDefault();
});
attach();
// What was typed before this script was there.
for (const one of root.querySelectorAll("#form input"))
  if (one.value !== one.defaultValue || one.checked !== one.defaultChecked)
    one.dispatchEvent(new Event("input", { bubbles: true }));
