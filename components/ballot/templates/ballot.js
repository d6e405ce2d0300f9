// A tap waits in this phone until its receipt has come. Without this script every form is sent by the browser itself.
(() => {
  const page = document.body.dataset, prefix = `tap.${page.room}.`, refused = `late.${page.room}`;
  const $ = (id) => document.getElementById(id), place = $("q");
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();
  const ahead = [...document.querySelectorAll("template.ahead")].map((one) => one.content.firstElementChild);
  const boxes = [...document.querySelectorAll("[data-q]"), ...ahead], past = [];
  let missed = 0, turned = 0, base = +page.sequence, fresh = "", busy = false, pause = 1, ending = false, leaving = false, go = "", trouble = "", shown = place && place.firstElementChild;
  try {
    keys();
  } catch {
    return;
  }
  const pressed = (box, pick, name) => {
    for (const button of box.querySelectorAll("[name=pick]")) {
      const on = button.value.split("|").pop() === pick;
      button.classList.remove("sent");
      if (name === "on") button.setAttribute("aria-pressed", on);
      button.classList.toggle(name, on);
    }
  };
  const say = () => {
    const waiting = keys().length, note = $("waiting"), late = JSON.parse(localStorage.getItem(refused) || "[]");
    note.hidden = !waiting || (fresh && waiting < 2);
    note.textContent = `${trouble} ${page.waiting.replace("#", waiting)}`;
    $("late").hidden = !late.length;
    $("late").firstElementChild.nextElementSibling.replaceChildren(...late.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
  };
  const turn = (box) => {
    place.replaceChildren(box);
    shown = box;
    turned = Date.now();
    if (box.dataset.q) {
      const at = place.dataset.at + box.dataset.q, back = document.querySelector("[data-go=back]");
      history.replaceState(null, "", at);
      document.querySelector("[name=back]").value = at;
      document.querySelector("[data-go=next]").href = box.dataset.next;
      back.href = box.dataset.back;
      back.textContent = back.dataset.label;
    }
    scrollTo(0, 0);
    const title = place.querySelector("h1");
    title.tabIndex = -1;
    title.focus({preventScroll: true});
  };
  const next = () => {
    past.push(shown);
    if (ahead.length) return turn(ahead.shift());
    ending = true;
    turn($("end").content.firstElementChild);
  };
  const arrived = (said) => {
    base = Math.max(base, said.sequence);
    go = said.go;
    if ($("receipt")) $("receipt").innerHTML = said.receipt;
    const progress = document.querySelector("progress");
    if (progress) progress.value = said.answered;
    for (const box of boxes) {
      if (box.dataset.q !== said.q) continue;
      const note = box.querySelector("small");
      if (note) note.textContent = said.note;
      pressed(box, said.pick, "on");
    }
  };
  const send = async () => {
    if (busy) return;
    busy = true;
    for (let key; (key = keys()[0]); ) {
      const tap = JSON.parse(localStorage.getItem(key)), body = new URLSearchParams(tap.fields), stop = new AbortController();
      const limit = setTimeout(() => stop.abort(), 15000), slow = setTimeout(() => ((fresh = ""), say()), 1500);
      let status, said = {};
      if (key !== fresh) body.set("sequence", tap.sequence);
      try {
        const answer = await fetch(tap.url, {method: "POST", body, headers: {Accept: "application/json"}, signal: stop.signal});
        said = await answer.json();
        status = answer.status;
      } catch {
        status = 0;
      }
      clearTimeout(limit);
      clearTimeout(slow);
      fresh = "";
      trouble = said.message || "";
      if (!status || status === 429 || status > 499) {
        setTimeout(send, pause * 1000);
        pause = Math.min(pause * 2, 15);
        break;
      }
      pause = 1;
      trouble = "";
      localStorage.removeItem(key);
      if (status === 200) arrived(said);
      else {
        localStorage.setItem(refused, JSON.stringify([...JSON.parse(localStorage.getItem(refused) || "[]"), `${tap.label}: ${said.message}`]));
        for (const box of boxes) if (box.dataset.q === tap.q) box.querySelectorAll(".sent").forEach((one) => one.classList.remove("sent"));
        if ($("receipt")) $("receipt").textContent = "";
      }
    }
    busy = false;
    say();
    if (ending && !leaving && !keys().length) {
      leaving = true;
      location.assign(go || location.href);
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (!by || !form.matches("[data-tap]")) return;
    const box = by.closest("[data-q]");
    // The second half of a double tap would hit the question that has just come up.
    if (box && box === shown && Date.now() - turned < 350) return event.preventDefault();
    const name = [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
    if (by.name === "step") {
      const [code, change] = by.value.split("|"), field = form.elements[`points.${code}`];
      field.value = Math.min(100, Math.max(0, +field.value + +change));
    }
    const fields = [...new FormData(form)].filter(([key]) => key !== "form");
    fields.push(["form", name]);
    if (by.name === "pick") fields.push(["pick", by.value]);
    const title = box ? box.querySelector("blockquote") || box.querySelector("h1,a[id]") : form;
    const label = `${title.dataset.name || title.textContent} · ${(by.innerText || "…").replace(/\s+/g, " ")}`, number = keys().length + 1, key = prefix + Date.now() + name;
    try {
      localStorage.setItem(key, JSON.stringify({url: form.getAttribute("action"), fields, label, q: box && box.dataset.q, sequence: base + number}));
    } catch {
      return;
    }
    event.preventDefault();
    if (number === 1) fresh = key;
    if (box) pressed(box, by.value.split("|").pop(), "sent");
    $("receipt").textContent = "…";
    if (form.id === "points") {
      const sum = fields.reduce((all, [key, value]) => all + (key.startsWith("points.") ? +value : 0), 0);
      $("receipt").textContent = `… ${sum} / 100`;
    }
    if (box && box === shown && /^(x|-?\d)$/.test(by.value)) next();
    say();
    send();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (event.target.id === "seen") {
      localStorage.removeItem(refused);
      say();
    } else if (link && keys().length && place) {
      if (link.dataset.go === "next" && !ending) next();
      else if (link.dataset.go === "back" && past.length) {
        if (!ending) ahead.unshift(shown);
        ending = false;
        turn(past.pop());
      } else return;
      event.preventDefault();
    }
  });
  // One lost answer is a weak signal; after the second the address may have changed, and only the big screen knows.
  const away = (now) => {
    missed = now ? missed + 1 : 0;
    if ($("away")) $("away").hidden = missed < 2;
  };
  const look = async () => {
    try {
      const answer = await fetch(location.href), text = await answer.text();
      if (answer.redirected) return location.assign(answer.url);
      away(false);
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main"), old = document.querySelector("main");
      if (answer.ok && fresh && fresh.innerHTML !== old.innerHTML) old.replaceWith(fresh);
    } catch {
      away(true);
    }
  };
  if (page.reload) setInterval(look, page.reload * 1000);
  addEventListener("online", send);
  addEventListener("pageshow", send);
  say();
  send();
})();
