"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const at = (id) => document.getElementById(id);
  const body = document.body;
  const withPages = body.classList.contains("with-pages");
  // an item is a block, a footnote or a piece of furniture
  const articles = new Map(all("#text > .block").map((article) => [article.id, article]));
  const order = [...articles.keys()];
  const places = new Map(order.map((id, place) => [id, place]));
  const boxes = new Map(order.map((id) => [id, []]));
  for (const box of all(".box")) boxes.get(box.dataset.item)?.push(box);
  const outline = new Map(all("#outline ol a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const hidden = new Set(all('[data-toggle][aria-pressed="false"]').map((key) => key.dataset.toggle));
  const panel = at("chosen");
  const head = at("chosen-head");
  const tip = at("tip");
  const help = at("help");
  let current = null;
  let held = false;
  let work = null; // the work whose places the panel shows
  let diagnostic = -1;

  const showsPages = () => body.classList.contains("show-pages");
  const isHidden = (id) => hidden.has(articles.get(id).dataset.kind);
  const button = (id) => (showsPages() ? boxes.get(id)[0] : articles.get(id));
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const list = (name, items, className) => {
    const made = element(name, "", className);
    made.append(...items);
    return made;
  };
  // A copy has no ids: they stay with what it is a copy of.
  const copyOf = (node) => {
    const copy = node.cloneNode(true);
    copy.dataset.of = node.id;
    for (const each of [copy, ...all("[id], [tabindex]", copy)]) {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
      each.removeAttribute("aria-labelledby");
    }
    copy.classList.remove("on", "off", "related");
    for (const hit of all(".hit", copy)) hit.classList.remove("hit");
    return copy;
  };

  // ---------------------------------------------------------------------------------------------------- the panel
  function show(title, parts) {
    head.textContent = title;
    panel.replaceChildren(...parts);
    panel.parentElement.scrollTop = 0;
    hideTip();
  }

  // A copy of the item's text, and what hides behind its links, citations and calls.
  function fill(id) {
    const copy = copyOf(articles.get(id));
    const parts = [copy];
    const links = all(".content a:not(.cite, .call a, [data-rest])", copy).map((link) => {
      const item = element("li");
      const anchor = link.dataset.anchor ?? link.textContent;
      item.append(element("strong", anchor), " → ", link.getAttribute("href") ?? link.title);
      return item;
    });
    if (links.length) parts.push(element("h3", `Links (${links.length})`), list("ol", links, "links"));
    const cited = all(".content a.cite", articles.get(id)).filter((cite) => cite.id).map((cite) => {
      const link = element("a", at(cite.hash.slice(1)).querySelector("h3").textContent);
      link.href = cite.hash;
      const item = element("li");
      item.append(link, ` ${cite.title.replace(/^\S+ /, "").replace(" in this document", "")}`);
      return item;
    });
    if (cited.length) parts.push(element("h3", `Citations (${cited.length})`), list("ol", cited, "citations"));
    const called = all(".called a", copy).map((link) => articles.get(link.hash.slice(1))).filter(Boolean);
    copy.querySelector(".called")?.remove();
    const notes = called.map((note) => {
      const item = element("li");
      const name = element("a", note.id.slice(2));
      name.href = `#${note.id}`;
      name.setAttribute("aria-label", note.getAttribute("aria-label"));
      item.append(name, " ", ...copyOf(note.querySelector(".content > p")).childNodes);
      return item;
    });
    if (notes.length) parts.push(element("h3", `Notes (${notes.length})`), list("ul", notes, "called-notes"));
    show({ note: "Footnote", furniture: "Furniture" }[articles.get(id).dataset.kind] ?? "Block", parts);
  }

  const relatedTo = (id) => all(".called a, .calls a", articles.get(id)).map((link) => link.hash.slice(1));

  function mark(ids, related) {
    for (const on of all(".on, .related")) on.classList.remove("on", "related");
    for (const [name, some] of [["related", related], ["on", ids]]) {
      for (const id of some) {
        for (const each of [articles.get(id), ...(boxes.get(id) ?? [])]) each?.classList.add(name);
      }
    }
  }

  function markOutline(id) {
    let found = null;
    for (let place = places.get(id); place >= 0 && !found; place--) found = outline.get(order[place]) ?? null;
    for (const link of outline.values()) link.removeAttribute("aria-current");
    if (found && !id.startsWith("f")) {
      found.setAttribute("aria-current", "true");
      found.scrollIntoView({ block: "nearest" });
    }
  }

  function hit(node) {
    for (const old of all(".hit")) old.classList.remove("hit");
    node?.classList.add("hit");
  }

  // --------------------------------------------------------------------------------------------------- choosing
  // Choose an item: mark it everywhere, show it in the panel and, unless the mouse does it, go there.
  function choose(id, { go = true, focus = true, keep = false } = {}) {
    if (!articles.has(id)) return;
    if (go && isHidden(id)) toggle(articles.get(id).dataset.kind);
    if (showsPages() && go && !boxes.get(id).length) toggleText();
    if (current) button(current)?.setAttribute("tabindex", "-1");
    current = id;
    if (!keep) {
      work = null;
      hit(null);
      fill(id);
    }
    mark([id], keep ? placesOf(work) : relatedTo(id));
    markOutline(id);
    const target = button(id);
    target?.setAttribute("tabindex", "0");
    if (go && target) {
      if (focus) target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function step(by) {
    let place = current ? places.get(current) + by : by > 0 ? 0 : order.length - 1;
    while (order[place] && (isHidden(order[place]) || (showsPages() && !boxes.get(order[place]).length))) place += by;
    if (order[place]) choose(order[place]);
  }

  function turn(by) {
    if (showsPages()) {
      const pages = all(".page");
      const here = current && boxes.get(current)[0]?.closest(".page");
      const page = pages[here ? pages.indexOf(here) + by : by > 0 ? 0 : pages.length - 1];
      if (!page) return;
      const first = page.querySelector("button.box:not(.off)");
      if (first) choose(first.dataset.item);
      page.scrollIntoView({ block: "start" });
      if (!first) page.focus({ preventScroll: true });
      return;
    }
    const heads = order.filter((id) => articles.get(id).dataset.kind === "heading");
    const place = current ? places.get(current) : -1;
    const ahead = heads.filter((id) => (by > 0 ? places.get(id) > place : places.get(id) < place));
    const next = by > 0 ? ahead[0] : ahead.at(-1);
    if (next) choose(next);
  }

  function hold(on) {
    held = on;
    body.classList.toggle("held", on);
  }

  // ------------------------------------------------------------------------------------------------------- works
  const placesOf = (id) => {
    const cites = all(".place", at(id)).map((link) => at(link.hash.slice(1))?.closest(".block")?.id);
    return [...new Set(cites.filter(Boolean))];
  };

  // Show in the panel every place that cites a work, and mark them all.
  function showWork(id) {
    const copy = copyOf(at(id));
    const first = copy.querySelector(".place");
    work = id;
    show("Work cited", [copy]);
    mark([], placesOf(id));
    hold(true);
    first?.focus({ preventScroll: true });
  }

  function showWorks() {
    const items = all(".work").map((each) => {
      const link = element("a", each.querySelector("h3").textContent);
      link.href = `#${each.id}`;
      const item = element("li");
      item.append(link, " ", element("span", String(all(".place", each).length), "count"));
      return item;
    });
    work = null;
    show(`Works cited (${items.length})`, [list("ol", items, "citations")]);
    hold(true);
    panel.querySelector("a")?.focus({ preventScroll: true });
  }

  function goToCitation(cite, from) {
    const id = cite.closest(".block").id;
    const shown = work;
    choose(id, { focus: false, keep: shown !== null });
    hit(cite);
    if (!showsPages()) cite.scrollIntoView({ block: "center" });
    for (const link of all(".place", panel)) link.toggleAttribute("aria-current", link === from);
    if (shown === null) button(id)?.focus({ preventScroll: true });
  }

  function leave() {
    if (work !== null && current) choose(current);
    else if (work !== null) show("Block", [element("p", "Point at a block, or press j.", "none")]);
    work = null;
    hold(false);
  }

  // ----------------------------------------------------------------------------------------------------- the rest
  function toggle(kind) {
    const key = document.querySelector(`[data-toggle="${kind}"]`);
    const shows = hidden.delete(kind);
    if (!shows) hidden.add(kind);
    key.setAttribute("aria-pressed", String(shows));
    for (const item of all(`main [data-kind="${kind}"]`)) item.classList.toggle("off", !shows);
  }

  function toggleText() {
    if (!withPages) return;
    const text = showsPages();
    body.classList.toggle("show-pages", !text);
    body.classList.toggle("show-text", text);
    at("switch").setAttribute("aria-pressed", String(text));
    for (const each of [...articles.values(), ...all("button.box")]) each.setAttribute("tabindex", "-1");
    if (current && work === null) choose(current);
    else button(current ?? order[0])?.setAttribute("tabindex", "0");
  }

  function jump(hash, from = null) {
    const id = decodeURIComponent(hash.slice(1));
    const target = at(id);
    if (articles.has(id)) {
      choose(id);
      if (from?.matches(".back")) {
        const note = from.closest(".block");
        hit(articles.get(id).querySelector(`.call a[href="#${note.dataset.of ?? note.id}"]`));
      }
    } else if (target?.matches(".cite")) goToCitation(target, from);
    else if (target?.matches(".work")) showWork(id);
    else if (id === "works" && target) showWorks();
    else if (target?.matches(".page")) {
      if (!showsPages()) toggleText();
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    } else return false;
    return true;
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

  // A call that is pointed at or has the focus shows its note.
  function showTip(call) {
    const note = articles.get(call.hash.slice(1));
    if (!note) return;
    tip.replaceChildren(element("strong", `${call.textContent} `));
    tip.append(note.querySelector(".content").textContent.slice(0, 700));
    tip.hidden = false;
    const [there, size] = [call.getBoundingClientRect(), tip.getBoundingClientRect()];
    const below = there.bottom + 6;
    tip.style.left = `${Math.max(8, Math.min(there.left - 20, innerWidth - size.width - 8))}px`;
    tip.style.top = `${below + size.height < innerHeight ? below : Math.max(8, there.top - size.height - 6)}px`;
    call.setAttribute("aria-describedby", "tip");
  }
  function hideTip() {
    tip.hidden = true;
  }

  const keys = {
    ArrowDown: () => step(1), j: () => step(1),
    ArrowUp: () => step(-1), k: () => step(-1),
    ArrowRight: () => turn(1), n: () => turn(1),
    ArrowLeft: () => turn(-1), p: () => turn(-1),
    Home: () => { current = null; step(1); },
    End: () => { current = null; step(-1); },
    c: () => (panel.querySelector(".citations a, .place") ?? document.querySelector('#outline a[href="#works"]'))?.focus(),
    d: nextDiagnostic,
    o: () => (document.querySelector("#outline a[aria-current]") ?? document.querySelector("#outline a"))?.focus(),
    t: toggleText,
    "+": () => zoom(0.2), "=": () => zoom(0.2), "-": () => zoom(-0.2),
    Escape: leave,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (event.key.length === 1 && !at("letters").checked) return;
    if (event.key === "Escape" && !tip.hidden) return void hideTip();
    if (event.key === "Enter") {
      // on a link or a button of the bar, Enter does what it always does
      if (current && !event.target.closest("a, .top button")) {
        event.preventDefault();
        hold(!held);
      }
      return;
    }
    const links = all("#outline a, .places a, .citations a").filter((link) => link.offsetParent);
    const group = event.target.closest(".outline, .places, .citations");
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (group && by && event.target.closest("a")) {
      const here = links.filter((link) => group.contains(link));
      const next = here[here.indexOf(event.target) + by];
      event.preventDefault();
      next?.focus();
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
      if (jump(link.hash, link)) {
        event.preventDefault();
        hold(true);
      }
      return;
    }
    if (event.target.closest("a")) return;
    const box = event.target.closest(".box, #text > .block");
    if (box) {
      const id = box.dataset.item ?? box.id;
      hold(current === id && work === null ? !held : true);
      choose(id);
    }
  });

  at("main").addEventListener("pointerover", (event) => {
    if (held || event.pointerType === "touch") return;
    const box = event.target.closest(".box, #text > .block");
    const id = box && (box.dataset.item ?? box.id);
    if (id && id !== current) choose(id, { go: false });
  });
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const call = event.target.closest?.('.call a[href^="#"]');
      if (call) showTip(call);
      else if (!tip.hidden && !tip.contains(event.target)) hideTip();
    });
  }

  for (const key of all("[data-toggle]")) key.addEventListener("click", () => toggle(key.dataset.toggle));
  at("switch")?.addEventListener("click", toggleText);
  at("help-button").addEventListener("click", () => help.showModal());
  at("help-close").addEventListener("click", () => help.close());
  window.addEventListener("hashchange", () => jump(location.hash));
  if (order.length) button(order[0])?.setAttribute("tabindex", "0");
  if (location.hash) jump(location.hash);
})();
