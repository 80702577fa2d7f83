// What a dossier gains where JavaScript runs: a slider for the network, links that open what they lead to, and
// sentences as an appendix on paper. Without it there is a form for the date, and sentences open by hand.
"use strict";

(() => {
  const REST = 250; // milliseconds without movement before the picture is asked for

  const open = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    target.scrollIntoView({ block: "center" });
  };
  const follow = () => open(decodeURIComponent(location.hash.slice(1)));
  window.addEventListener("hashchange", follow);
  if (location.hash) follow();

  // --- paper

  let moved = [];
  const gather = () => {
    const host = document.querySelector("[data-appendix]");
    if (!host || moved.length) return;
    const list = host.querySelector("ol");
    for (const item of document.querySelectorAll(".d-open .d-sentences > li[id]")) {
      moved.push([item, item.parentNode, item.nextSibling]);
    }
    const number = ([item]) => Number(item.id.slice(1));
    for (const [item] of [...moved].sort((a, b) => number(a) - number(b))) list.append(item);
    host.hidden = false;
    document.documentElement.classList.add("moved");
  };
  const restore = () => {
    for (const [item, parent, next] of moved.reverse()) parent.insertBefore(item, next);
    moved = [];
    const host = document.querySelector("[data-appendix]");
    if (host) host.hidden = true;
    document.documentElement.classList.remove("moved");
  };
  window.addEventListener("beforeprint", gather);
  window.addEventListener("afterprint", restore);

  // --- the slider

  const words = (iso) =>
    new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const slide = (figure) => {
    const stops = (figure.dataset.stops || "").split(" ").filter(Boolean);
    const form = figure.querySelector("form.d-at");
    if (stops.length < 2 || !form) return;
    const date = form.querySelector("input[type=date]");
    const range = document.createElement("input");
    const told = document.createElement("output");
    const after = date.value ? stops.findIndex((stop) => stop > date.value) : -1;
    Object.assign(range, { type: "range", min: 0, max: stops.length - 1, step: 1 });
    range.value = after < 0 ? stops.length - 1 : Math.max(0, after - 1);
    range.id = "at-slider";
    range.setAttribute("aria-label", "Day of the network");
    const say = () => {
      const text = words(stops[range.value]);
      range.setAttribute("aria-valuetext", text);
      told.textContent = text;
    };
    say();
    form.append(range, told);
    form.classList.add("d-sliding");
    let waiting = 0;
    let asked = null;
    range.addEventListener("input", () => {
      say();
      date.value = stops[range.value];
      clearTimeout(waiting);
      waiting = setTimeout(show, REST);
    });
    const show = async () => {
      if (asked) asked.abort();
      asked = new AbortController();
      const address = new URL(location.href);
      address.searchParams.set("at", date.value);
      address.searchParams.set("section", "relations");
      address.hash = "";
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(figure.id);
        if (!fresh) return;
        const table = fresh.querySelector("details");
        if (table) table.open = Boolean(figure.querySelector("details[open]"));
        fresh.querySelector("form.d-at").remove();
        figure.replaceChildren(form, ...fresh.childNodes);
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    };
  };
  document.querySelectorAll("figure[data-stops]").forEach(slide);
})();
