// Nothing here is needed: every page works without it. It counts the session down, keeps a button from being pressed
// twice, shows how an upload goes on, asks Nafath again, and takes the reader to what is wrong.
(() => {
  "use strict";
  const faults = document.getElementById("faults");
  if (faults) faults.focus();

  document.addEventListener("submit", event => {
    const form = event.target, button = event.submitter || form.querySelector("button");
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (button) button.setAttribute("aria-disabled", "true");
    const progress = form.querySelector("progress");
    const file = form.querySelector("input[type=file]");
    if (!progress || !file || !file.files.length || !window.XMLHttpRequest) return;
    event.preventDefault();
    const request = new XMLHttpRequest(), data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    progress.hidden = false;
    request.upload.onprogress = e => { if (e.lengthComputable) progress.value = 100 * e.loaded / e.total; };
    request.onload = () => {
      if (request.responseURL && request.status < 400 && !request.responseText.includes('id="faults"')) {
        location.href = request.responseURL;
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.getElementById("main").replaceWith(page.getElementById("main"));
      const wrong = document.getElementById("faults");
      if (wrong) wrong.focus();
    };
    request.onerror = () => { delete form.dataset.sent; button.removeAttribute("aria-disabled"); progress.hidden = true; form.querySelector("[data-broken]").hidden = false; };
    request.open("POST", form.action);
    request.send(data);
  });

  // Back to a page that was sent: it may be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  });

  const poll = document.querySelector("form[data-poll]");
  if (poll) setTimeout(() => poll.requestSubmit(), 3000);

  const dialog = document.getElementById("session");
  if (dialog && dialog.showModal) {
    const seconds = Number(dialog.dataset.seconds), text = dialog.querySelector("p"), stay = dialog.querySelector("button");
    let timers = [];
    const start = () => {
      timers.forEach(clearTimeout);
      timers = [
        setTimeout(() => dialog.showModal(), Math.max(5, seconds - 120) * 1000),
        setTimeout(() => { text.textContent = text.dataset.ended; if (!dialog.open) dialog.showModal(); }, seconds * 1000),
      ];
    };
    stay.addEventListener("click", async () => {
      dialog.close();
      try { const answer = await fetch(dialog.dataset.extend, { cache: "no-store" }); if (answer.ok) start(); } catch { }
    });
    start();
  }
})();
