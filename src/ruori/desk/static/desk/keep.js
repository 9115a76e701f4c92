// Keeps what is typed: on this device at once, on the server after a pause. No word is lost.
const PAUSE = 1200, RETRY = 8000, FRAME = ["csrfmiddlewaretoken", "draft", "version", "list"];

const stored = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const speak = (words) => { document.getElementById("status").textContent = words; };

function keep(form) {
  const key = "ruori:" + form.dataset.key, said = form.querySelector("[data-said]");
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([, text]) => typeof text === "string" && text.name === undefined));
  const typed = () => JSON.stringify(Object.entries(fields()).filter(([name]) => !FRAME.includes(name)));
  let confirmed = typed(), timer = 0, busy = false, halted = false, gone = false;

  const onDevice = () => { const { csrfmiddlewaretoken, ...rest } = fields(); localStorage.setItem(key, JSON.stringify(rest)); };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  async function save(leaving) {
    clearTimeout(timer);
    const now = typed();
    if (now === confirmed || halted || gone) return;
    onDevice();
    if (busy && leaving !== true) return later(PAUSE);
    busy = true;
    const body = new FormData(form);
    body.delete("proof_file");
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body, headers: { "X-Autosave": "1" }, keepalive: leaving === true, redirect: "manual" });
      if (answer.ok) {
        form.elements.draft.value = answer.headers.get("X-Draft");
        confirmed = now;
        said.textContent = await answer.text();
        if (typed() === now) localStorage.removeItem(key); else later(PAUSE);
      } else if (answer.status === 409) {
        halted = true;
        said.innerHTML = await answer.text();
        speak(said.querySelector("p").textContent);
      } else throw answer;
    } catch {
      if (said.textContent !== form.dataset.here) { said.textContent = form.dataset.here; speak(form.dataset.here); }
      later(RETRY);
    }
    busy = false;
  }

  const back = stored(key);
  if (back) {
    for (const [name, text] of Object.entries(back)) {
      const field = form.elements[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = true; else field.value = text;
    }
    if (typed() === confirmed) localStorage.removeItem(key);
    else { said.textContent = form.dataset.back; speak(form.dataset.back); save(); }
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("focusout", () => save());
  form.addEventListener("submit", () => { gone = true; clearTimeout(timer); onDevice(); });
  form.addEventListener("click", (event) => {
    const { target } = event;
    if (target.name !== "take" && target.name !== "mine") return;
    event.preventDefault();
    if (target.name === "take") for (const text of form.querySelectorAll("[data-field]")) {
      const field = form.elements[text.dataset.field];
      if (field && !field.value.includes(text.textContent)) field.value = [field.value, text.textContent].filter(Boolean).join("\n");
    }
    form.elements.draft.value = target.value;
    halted = false;
    confirmed = "";
    (form.elements.done ?? form.querySelector("textarea")).focus();
    save();
  });
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
}

const sent = (name) => name && localStorage.removeItem("ruori:" + name);
const begin = (root) => { for (const form of root.querySelectorAll("form[data-keep]:not([data-on])")) { form.dataset.on = "1"; keep(form); } };

sent(new URLSearchParams(location.search).get("sent"));
begin(document);
document.addEventListener("htmx:after:swap", () => {
  begin(document);
  const mark = document.querySelector("[data-sent]");
  document.querySelector("[data-wrong] [href^='#']")?.focus();
  if (!mark) return;
  sent(mark.dataset.sent);
  mark.removeAttribute("data-sent");
  let next = mark.nextElementSibling;
  while (next && !next.querySelector("form[data-keep]")) next = next.nextElementSibling;
  (next ?? mark).querySelector("h2 a").focus();
});
