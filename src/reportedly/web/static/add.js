// Adding reports: files that are dropped, and a page that follows what is read.
"use strict";
(() => {
  const drop = document.getElementById("drop");
  if (drop) {
    const form = drop.closest("form"), field = document.getElementById("files"), chosen = document.getElementById("chosen");
    const most = Number(form.dataset.most), mostFiles = Number(form.dataset.mostFiles);
    drop.querySelector(".dropwords").hidden = false;

    const all = () => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const tell = () => {
      const files = all(), bytes = files.reduce((sum, file) => sum + file.size, 0);
      let words = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${(bytes / 1e6).toFixed(1)} MB` : "";
      if (bytes > most) words += `: more than ${most / 1e6} MB, send fewer at once`;
      if (files.length > mostFiles) words += `: more than ${mostFiles} files, send fewer at once`;
      chosen.textContent = words;
      chosen.classList.toggle("wrong", bytes > most || files.length > mostFiles);
    };
    form.addEventListener("change", tell);
    form.addEventListener("submit", (event) => {
      if (chosen.classList.contains("wrong")) { event.preventDefault(); chosen.scrollIntoView({ block: "center" }); return; }
      if (all().length) chosen.textContent = "Sending…";
    });

    // A folder gives its files, those in folders below it too, and none that are hidden.
    const within = async (entry) => {
      if (entry.name.startsWith(".")) return [];
      if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
      const reader = entry.createReader(), found = [];
      for (;;) {
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) return (await Promise.all(found.map(within))).flat();
        found.push(...some);
      }
    };
    const over = (is) => (event) => { event.preventDefault(); drop.classList.toggle("over", is); };
    drop.addEventListener("dragenter", over(true));
    drop.addEventListener("dragover", over(true));
    drop.addEventListener("dragleave", over(false));
    drop.addEventListener("drop", async (event) => {
      over(false)(event);
      const dropped = event.dataTransfer;
      const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = entries.length ? (await Promise.all(entries.map(within))).flat() : [...dropped.files];
      const kept = new DataTransfer();
      for (const file of [...field.files, ...files]) kept.items.add(file);
      field.files = kept.files;
      tell();
    });
  }

  const job = document.getElementById("job");
  if (job && job.dataset.ended === "no") {
    const far = document.getElementById("far"), bar = document.getElementById("bar");
    let done = bar.value;
    const look = async () => {
      try {
        const answer = await fetch(job.dataset.job, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        if (told.ended) { location.reload(); return; }
        if (far.textContent !== told.words) far.textContent = told.words;
        bar.max = told.total;
        bar.value = told.done;
        // The lists below grow with the page itself, but not while somebody is in it with the keyboard.
        if (told.done !== done && !document.activeElement?.closest("#job")) { location.reload(); return; }
        done = told.done;
      } catch {
        far.textContent = "The server does not answer; what was read is kept.";
      }
      setTimeout(look, 1000);
    };
    setTimeout(look, 1000);
  }
})();
