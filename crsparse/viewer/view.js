
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const body = document.body;
  const withPages = body.classList.contains("with-pages");
  const articles = new Map(all("#text > .block").map((article) => [article.id, article]));
  const order = [...articles.keys()];
  const boxes = new Map(order.map((id) => [id, []]));
  for (const box of all(".box")) boxes.get(box.dataset.block)?.push(box);
  const outline = new Map(all("#outline a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const notes = new Map(all(".note").map((note) => [note.id, note]));
  const hidden = new Set();
  const panel = document.getElementById("chosen");
  const help = document.getElementById("help");
  let current = null;
  let held = false;
  let diagnostic = -1;

  const showsPages = () => body.classList.contains("show-pages");
  const isHidden = (id) => hidden.has(articles.get(id).dataset.kind);
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // The panel shows a copy of the block's text, and what hides behind its links and calls.
  function fill(id) {
    const copy = articles.get(id).cloneNode(true);
    copy.removeAttribute("id");
    copy.removeAttribute("tabindex");
    copy.classList.remove("on", "off");
    const parts = [copy];
    const links = all(".content a", copy).filter((link) => !link.closest(".call"));
    if (links.length) {
      const list = element("ol", "", "links");
      for (const link of links) {
        const item = element("li");
        item.append(element("strong", link.textContent), " → ", link.getAttribute("href") ?? link.title);
        list.append(item);
      }
      parts.push(element("h3", `Links (${links.length})`), list);
    }
    const called = all(".called li", copy).map((item) => notes.get(`fn${item.value}`)).filter(Boolean);
    copy.querySelector(".called")?.remove();
    if (called.length) {
      const list = element("ol", "", "called-notes");
      for (const note of called) {
        const item = note.cloneNode(true);
        item.removeAttribute("id");
        item.removeAttribute("tabindex");
        item.className = "";
        all(".back", item).forEach((link) => link.remove());
        list.append(item);
      }
      parts.push(element("h3", `Notes (${called.length})`), list);
    }
    panel.replaceChildren(...parts);
    panel.parentElement.scrollTop = 0;
  }

  function mark(id) {
    for (const on of all(".on")) on.classList.remove("on");
    articles.get(id).classList.add("on");
    for (const box of boxes.get(id)) box.classList.add("on");
    const at = order.indexOf(id);
    let head = null;
    for (let place = at; place >= 0 && !head; place--) head = outline.get(order[place]) ?? null;
    for (const link of outline.values()) link.removeAttribute("aria-current");
    if (head) {
      head.setAttribute("aria-current", "true");
      head.scrollIntoView({ block: "nearest" });
    }
  }

  const button = (id) => (showsPages() ? boxes.get(id)[0] : articles.get(id));

  // Choose a block: mark it everywhere, show it in the panel and, unless the mouse does it, go there.
  function choose(id, { go = true } = {}) {
    if (!articles.has(id)) return;
    if (showsPages() && go && !boxes.get(id).length) toggleText();
    if (current) button(current)?.setAttribute("tabindex", "-1");
    current = id;
    mark(id);
    fill(id);
    const target = button(id);
    target?.setAttribute("tabindex", "0");
    if (go && target) {
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function step(by) {
    let at = current ? order.indexOf(current) + by : by > 0 ? 0 : order.length - 1;
    while (order[at] && (isHidden(order[at]) || (showsPages() && !boxes.get(order[at]).length))) at += by;
    if (order[at]) choose(order[at]);
  }

  function turn(by) {
    if (showsPages()) {
      const pages = all(".page");
      const here = current && boxes.get(current)[0]?.closest(".page");
      const at = here ? pages.indexOf(here) + by : by > 0 ? 0 : pages.length - 1;
      const page = pages[at];
      if (!page) return;
      const first = page.querySelector("button.box:not(.off)");
      if (first) choose(first.dataset.block);
      page.scrollIntoView({ block: "start" });
      if (!first) page.focus({ preventScroll: true });
      return;
    }
    const heads = order.filter((id) => articles.get(id).dataset.kind === "heading");
    const at = current ? order.indexOf(current) : -1;
    const ahead = heads.filter((id) => (by > 0 ? order.indexOf(id) > at : order.indexOf(id) < at));
    const next = by > 0 ? ahead[0] : ahead.at(-1);
    if (next) choose(next);
  }

  function hold(on) {
    held = on;
    body.classList.toggle("held", on);
  }

  function toggleText() {
    if (!withPages) return;
    const text = showsPages();
    body.classList.toggle("show-pages", !text);
    body.classList.toggle("show-text", text);
    const toggle = document.getElementById("switch");
    toggle.setAttribute("aria-pressed", String(text));
    if (current) choose(current);
  }

  function jump(hash) {
    const id = decodeURIComponent(hash.slice(1));
    if (articles.has(id)) {
      choose(id);
      return true;
    }
    if (notes.has(id)) {
      if (showsPages()) toggleText();
      for (const on of all(".note.on")) on.classList.remove("on");
      notes.get(id).classList.add("on");
      notes.get(id).focus({ preventScroll: true });
      notes.get(id).scrollIntoView({ block: "center" });
      return true;
    }
    const page = document.getElementById(id);
    if (page?.classList.contains("page")) {
      if (!showsPages()) toggleText();
      page.scrollIntoView({ block: "start" });
      page.focus({ preventScroll: true });
      return true;
    }
    return false;
  }

  function nextDiagnostic() {
    const items = all(".diagnostics li");
    if (!items.length) return;
    diagnostic = (diagnostic + 1) % items.length;
    const link = items[diagnostic].querySelector('a[href^="#"]');
    if (link) jump(link.hash);
    items[diagnostic].scrollIntoView({ block: "nearest" });
    (link ?? items[diagnostic]).focus({ preventScroll: true });
  }

  function zoom(by) {
    const now = Number(getComputedStyle(body).getPropertyValue("--zoom")) || 1;
    body.style.setProperty("--zoom", String(Math.min(3, Math.max(0.4, Math.round((now + by) * 10) / 10))));
    if (current) button(current)?.scrollIntoView({ block: "center" });
  }

  const keys = {
    ArrowDown: () => step(1), j: () => step(1),
    ArrowUp: () => step(-1), k: () => step(-1),
    ArrowRight: () => turn(1), n: () => turn(1),
    ArrowLeft: () => turn(-1), p: () => turn(-1),
    Home: () => { current = null; step(1); },
    End: () => { current = null; step(-1); },
    d: nextDiagnostic,
    o: () => (document.querySelector("#outline a[aria-current]") ?? document.querySelector("#outline a"))?.focus(),
    t: toggleText,
    "+": () => zoom(0.2), "=": () => zoom(0.2), "-": () => zoom(-0.2),
    Escape: () => hold(false),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    const inPanel = event.target.closest(".outline, .side, .top");
    if (event.key === "Enter") {
      // on a link or a button of the bar, Enter does what it always does
      if (current && !event.target.closest("a, .top button")) {
        event.preventDefault();
        hold(!held);
      }
      return;
    }
    if (inPanel && event.target.closest(".outline") && ["ArrowDown", "ArrowUp", "j", "k"].includes(event.key)) {
      const links = [...outline.values()];
      const next = links[links.indexOf(event.target) + (["ArrowDown", "j"].includes(event.key) ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.className !== "skip") {
      if (jump(link.hash)) {
        event.preventDefault();
        hold(true);
      }
      return;
    }
    if (event.target.closest("a")) return;
    const box = event.target.closest(".box, #text > .block");
    if (box) {
      const id = box.dataset.block ?? box.id;
      hold(current === id ? !held : true);
      choose(id);
    }
  });

  document.getElementById("main").addEventListener("pointerover", (event) => {
    if (held || event.pointerType === "touch") return;
    const box = event.target.closest(".box, #text > .block");
    const id = box && (box.dataset.block ?? box.id);
    if (id && id !== current) choose(id, { go: false });
  });

  for (const key of all("[data-toggle]")) {
    key.addEventListener("click", () => {
      const kind = key.dataset.toggle;
      const show = hidden.delete(kind);
      if (!show) hidden.add(kind);
      key.setAttribute("aria-pressed", String(show));
      for (const item of all(`main [data-kind="${kind}"]`)) item.classList.toggle("off", !show);
    });
  }
  document.getElementById("switch")?.addEventListener("click", toggleText);
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  window.addEventListener("hashchange", () => jump(location.hash));
  if (location.hash) jump(location.hash);
})();
