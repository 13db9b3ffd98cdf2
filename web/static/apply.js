// The applicant's page: saves as one types, shows progress as it comes, takes files by dropping.
// Without this script the page works by its buttons.

const root = document.querySelector(".apply");
const token = document.querySelector("meta[name=csrf]").content;
const SAVE_AFTER = 1500; // ms of rest after the last key
let dirty = false;
let timer = 0;

function fields(form, confirmed) {
  const data = new FormData(form);
  // What was read and not touched is not yet the person's word, unless they press the button.
  if (!confirmed) for (const row of form.querySelectorAll(".row.filled:not(.touched) input")) data.delete(row.name);
  return data;
}

async function save(form, confirmed = false) {
  clearTimeout(timer);
  dirty = false;
  const answer = await fetch(form.action, { method: "POST", body: fields(form, confirmed), headers: { "X-CSRF-Token": token } });
  await show(await answer.text());
}

// The new page's parts take the place of the old ones; what is being typed stays as it is.
async function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".apply");
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
  await show(await (await fetch(location.pathname)).text());
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
    event.target.closest(".row")?.classList.add("touched");
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
      fetch(`/apply/${root.dataset.ref}/suggestion`, { method: "POST", body: data, headers: { "X-CSRF-Token": token } })
        .then((answer) => answer.text()).then(show);
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
    fetch(drop.action, { method: "POST", body: new FormData(drop), headers: { "X-CSRF-Token": token } })
      .then((answer) => answer.text()).then(show).finally(() => { button.disabled = false; });
  });
  follow();
}

attach();
