// The scan: zoom, turn, pages, red seals, marks, and where a field stands.
const ZOOM = [0.25, 8];

export function scan(root, chosen) {
  const pane = root.querySelector(".pages");
  const pages = [...root.querySelectorAll(".page")];
  const links = new Map(
    [...root.querySelectorAll(".strip a")].map((link) => [link.hash.slice(1), link]),
  );
  let scale = 1;
  let current = pages[0];

  for (const page of pages) page.turned = 0;
  const gap = 16;
  const isSide = (page) => page.turned % 180 !== 0;

  function lay(page) {
    const paper = page.querySelector(".paper");
    const img = paper.querySelector("img");
    const ratio = (img.getAttribute("height") || img.naturalHeight || 1.414) /
      (img.getAttribute("width") || img.naturalWidth || 1);
    const room = (pane.clientWidth - gap) * scale * (page.classList.contains("photo") ? 0.4 : 1);
    // Turned on its side a page is laid out by its height, so that it fills the width as well.
    const width = isSide(page) ? room / ratio : room;
    const height = width * ratio;
    paper.style.width = `${width}px`;
    paper.style.maxWidth = "none";
    paper.style.transform = `rotate(${page.turned}deg)`;
    const shift = isSide(page) ? (width - height) / 2 : 0;
    paper.style.margin = isSide(page) ? `${shift}px ${-shift}px` : scale > 1 ? "0" : "0 auto";
  }
  function layAll() {
    const middle = current ? (pane.scrollTop - current.offsetTop) / (current.offsetHeight || 1) : 0;
    pages.forEach(lay);
    if (current) pane.scrollTop = current.offsetTop + middle * current.offsetHeight;
  }
  function mark() {
    for (const [id, link] of links) {
      if (id === current?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  function go(page) {
    if (!page) return;
    current = page;
    pane.scrollTop = page.offsetTop - pane.offsetTop;
    mark();
  }
  const press = (name, on) =>
    root.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", String(on));

  const view = {
    zoom(by) {
      scale = Math.min(ZOOM[1], Math.max(ZOOM[0], scale * by));
      layAll();
    },
    fit() {
      scale = 1;
      layAll();
    },
    turn(by) {
      if (!current) return;
      current.turned = (current.turned + by + 360) % 360;
      layAll();
    },
    step(by) {
      go(pages[Math.max(0, Math.min(pages.length - 1, pages.indexOf(current) + by))]);
    },
    red() {
      const gone = root.classList.toggle("no-red");
      press("red", gone);
      for (const img of root.querySelectorAll("img[data-no-red]")) {
        const other = img.dataset.noRed;
        img.dataset.noRed = img.getAttribute("src");
        img.src = other;
      }
    },
    marks() {
      press("marks", !root.classList.toggle("no-marks"));
    },
    show(field) {
      const place = root.querySelector(`#at-${CSS.escape(field)}`);
      root.querySelector(".at.now")?.classList.remove("now");
      if (!place) return;
      place.classList.add("now");
      current = place.closest(".page");
      mark();
      const box = place.getBoundingClientRect();
      const room = pane.getBoundingClientRect();
      pane.scrollBy({
        left: box.left + box.width / 2 - room.left - room.width / 2,
        top: box.top + box.height / 2 - room.top - room.height / 2,
      });
    },
  };

  root.querySelector(".tools").hidden = false;
  const tools = {
    in: () => view.zoom(1.25),
    out: () => view.zoom(0.8),
    fit: view.fit,
    left: () => view.turn(-90),
    right: () => view.turn(90),
    red: view.red,
    marks: view.marks,
  };
  root.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-do]");
    if (tool) return tools[tool.dataset.do]();
    const place = event.target.closest(".at");
    if (place) {
      chosen(place.dataset.field);
      return view.show(place.dataset.field);
    }
    const link = event.target.closest(".strip a");
    if (link) {
      event.preventDefault();
      go(document.getElementById(link.hash.slice(1)));
    }
  });
  pane.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    view.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }, { passive: false });
  pane.addEventListener("scroll", () => {
    const top = pane.scrollTop + pane.offsetTop + pane.clientHeight / 3;
    const seen = pages.filter((page) => page.offsetTop <= top).pop();
    if (seen && seen !== current) {
      current = seen;
      mark();
    }
  });
  for (const page of pages) {
    page.turned = Number(page.dataset.turned) || 0;
    page.querySelector("img").addEventListener("load", () => lay(page), { once: true });
  }
  addEventListener("resize", layAll);
  pages.forEach(lay);
  mark();
  return view;
}
