// The applicant's page: saves as one types, shows progress as it comes, takes files by dropping.
// Without this script the page works by its buttons.

const root = document.querySelector(".apply");
const trouble = document.querySelector("#trouble");
const SAVE_AFTER = 1500; // ms of rest after the last key
const TRY_AGAIN_AFTER = 3000;
const touched = new Set(); // the names of what was typed or answered and isn't saved yet
let token = document.querySelector("meta[name=csrf]").content;
let dirty = false;
let timer = 0;

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
  dirty = false;
  // It goes on when the page is left meanwhile.
  const fresh = await hand(form.action, fields(form, confirmed), { keepalive: true });
  if (fresh && !dirty) {
    touched.clear();
    show(fresh);
  } else if (!fresh) {
    dirty = true;
    clearTimeout(timer);
    if (!trouble.hidden) timer = setTimeout(() => save(form, confirmed), TRY_AGAIN_AFTER);
  }
}

// Asks, or hands something over; gives the page's part that answers it. What was refused is told at the top, and
// what did not arrive at the foot; then nothing is given, and the page stays as it is.
async function hand(address, body, more) {
  const given = body && { method: "POST", body, headers: { "X-CSRF-Token": token }, ...more };
  const answer = await fetch(address, given).catch(() => null);
  if (!answer) return tell("offline");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".apply");
  if (!fresh) return renew();
  tell("");
  token = page.querySelector("meta[name=csrf]").content;
  if (answer.ok) return fresh;
  root.querySelector("#progress").replaceWith(fresh.querySelector("#progress"));
}

function tell(which) {
  trouble.textContent = which && trouble.dataset[which];
  trouble.hidden = !which;
}

// Who has signed in again, in another window, has another token.
async function renew() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer) return tell("offline");
  if (answer.redirected) return tell("signedOut");
  tell("refused");
  token = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("meta[name=csrf]").content;
}

// The new page's parts take the place of the old ones; what is being typed stays as it is.
function show(fresh) {
  if (!fresh || dirty) return;
  const focused = document.activeElement?.id;
  const caret = document.activeElement?.selectionStart;
  root.dataset.state = fresh.dataset.state;
  root.dataset.round = fresh.dataset.round;
  root.replaceChildren(...fresh.childNodes);
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
  else setTimeout(reload, TRY_AGAIN_AFTER);
}

function follow() {
  if (["ready", "attention", "blocked", "failed"].includes(root.dataset.state)) return;
  const source = new EventSource(`/apply/${root.dataset.ref}/events`);
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

function attach() {
  const form = root.querySelector("#form");
  form?.addEventListener("input", (event) => {
    touched.add(event.target.name);
    dirty = true;
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
      if (name === "drop" && event.dataTransfer.files.length) {
        drop.querySelector("input[type=file]").files = event.dataTransfer.files;
        drop.requestSubmit();
      }
    });
  }
  drop?.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = drop.querySelector("button");
    button.disabled = true;
    hand(drop.action, new FormData(drop)).then(show).finally(() => { button.disabled = false; });
  });
  follow();
}

// Who leaves the page has not always rested before.
addEventListener("pagehide", () => {
  const form = root.querySelector("#form");
  if (dirty && form) save(form);
});
addEventListener("beforeunload", (event) => {
  if (dirty && !trouble.hidden) event.preventDefault();
});
attach();
