// The keys of the review page. Each presses a button that is there without them.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".waiting")];
  const onSwitch = document.getElementById("keys-on");
  const kept = "reportedly-keys";

  const stored = () => {
    try { return localStorage.getItem(kept); } catch { return null; }
  };
  if (onSwitch) {
    onSwitch.closest(".keyswitch").hidden = false;
    onSwitch.checked = stored() !== "off";
    onSwitch.addEventListener("change", () => {
      try { localStorage.setItem(kept, onSwitch.checked ? "on" : "off"); } catch { /* kept for this page alone */ }
    });
  }

  const current = () => document.activeElement?.closest(".waiting") ?? null;
  const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

  const show = (item) => {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  const step = (by) => {
    const all = items(), at = all.indexOf(current());
    show(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by]);
  };

  // The button of a key: in the item that has the focus, else in the first; the innermost claim of a conflict.
  const pressed = (key) => {
    const item = current() ?? items()[0];
    if (!item) return false;
    const near = document.activeElement.closest(".judge");
    const found = (near && item.contains(near) && near.querySelector(`[data-key="${key}"]`)) || item.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    if (found.tagName === "DETAILS") {
      found.open = true;
      const field = found.querySelector("input:not([type=hidden])");
      field.focus();
      field.select();
    } else if (found.tagName === "FORM") {
      found.requestSubmit();
    } else {
      found.click();
    }
    return true;
  };

  const help = () => {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return true;
  };
  const undo = () => {
    const form = document.getElementById("undo");
    form?.requestSubmit();
    return Boolean(form);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const item = current(), open = document.activeElement?.closest("details.more");
      if (item && open) { open.open = false; item.focus({ preventScroll: true }); }
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    if (typing(event.target) || (onSwitch && !onSwitch.checked)) return;
    let done = true;
    switch (event.key) {
      case "j": step(1); break;
      case "k": step(-1); break;
      case "ArrowDown": case "ArrowUp":
        // Only from an item itself: elsewhere the arrows scroll, as everybody expects.
        done = document.activeElement?.classList.contains("waiting") ?? false;
        if (done) step(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "a": case "r": case "m": case "s": case "d": case "n": done = pressed(event.key); break;
      case "u": done = undo(); break;
      case "?": done = help(); break;
      default: done = false;
    }
    if (done) event.preventDefault();
  });

  // After a judgement the address names what comes next: the focus goes there, as the eye does.
  const next = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (next && next.classList.contains("waiting")) next.focus({ preventScroll: true });
})();
