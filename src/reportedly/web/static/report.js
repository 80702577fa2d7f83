// A claim that is clicked in a report is shown beside the text without a new page being loaded.
"use strict";
(() => {
  const regions = ["text", "beside"];
  const here = (address) => new URL(address, location.href);
  const same = (address) => address.origin === location.origin && address.pathname === location.pathname;
  let asked = 0;

  async function show(address, { push, focus }) {
    const mine = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) { location.assign(address); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    if (regions.some((id) => !page.getElementById(id) || !document.getElementById(id))) { location.assign(address); return; }
    if (push) history.pushState(null, "", address);
    for (const id of regions) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
    const looking = page.querySelector(".reading")?.classList.contains("looking");
    document.querySelector(".reading").classList.toggle("looking", Boolean(looking));
    const beside = document.getElementById("beside");
    beside.scrollTop = 0;
    const target = address.hash && document.getElementById(address.hash.slice(1));
    const words = target && (target.nextElementSibling ?? target);
    if (focus) beside.focus({ preventScroll: true });
    const box = words?.getBoundingClientRect();
    if (box && (box.top < 0 || box.bottom > innerHeight * (innerWidth < 960 ? 0.5 : 0.95))) words.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#text a.run, #beside .claims a, #beside .close a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = here(link.href);
    if (!same(address) || address.searchParams.get("part") !== new URL(location.href).searchParams.get("part")) return;
    event.preventDefault();
    show(address, { push: true, focus: true }).catch(() => location.assign(address));
  });
  addEventListener("popstate", () => show(here(location.href), { push: false, focus: false }).catch(() => location.reload()));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelector("#beside .close a")?.click();
  });
})();
