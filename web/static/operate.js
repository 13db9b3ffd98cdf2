// Parts of a page that change by themselves are asked for anew; a file that is too large is told of
// before it is sent. Without this script a link refreshes and the server refuses.
const again = document.querySelector("[data-refresh]");
const pause = document.querySelector("[data-paused]");
const parts = () => document.querySelectorAll("[id^=live-]");
let timer = 0;

const stop = () => clearInterval(timer);
const go = () => { timer = setInterval(() => refresh().catch(() => {}), 1000 * again.dataset.refresh); };

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let left = false;
  for (const part of parts()) {
    const now = fresh.getElementById(part.id);
    if (!now) { location.reload(); return; }
    if (now.innerHTML === part.innerHTML) continue;
    const reading = part.contains(document.activeElement) || part.contains(getSelection().anchorNode);
    if (reading) left = true;
    else part.replaceChildren(...now.childNodes);
  }
  if (left || fresh.querySelector("[data-refresh]")) return;
  stop(); // what was waited for is there
  pause.hidden = true;
}

if (again && parts().length) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    const paused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", paused);
    paused ? stop() : go();
  });
  document.addEventListener("submit", stop); // what is asked for may no longer be there then
  go();
}

// On a phone the tabs are wider than the window: the one that is open is in sight.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) {
  const tabs = tab.closest("ul");
  tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const told = document.getElementById(input.getAttribute("aria-describedby"));
  input.addEventListener("change", () => {
    const large = input.files[0]?.size > Number(input.dataset.most);
    input.setCustomValidity(large ? told.dataset.large : "");
    if (large) input.reportValidity();
  });
}
