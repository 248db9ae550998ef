// Where one starts a thread: threads that may already answer it, asked for as one types, told without taking the focus.

const PAUSE_MS = 900;
const LEAST = 8; // characters of a title or text worth looking at
const MOST = 8000; // characters of the text that are looked at

const place = document.querySelector("[data-near]");
const told = place?.querySelector("[role=status]");
const form = document.querySelector("form[data-writing]");
const away = document.querySelector("form[data-answered]");

let pause;
let asked = "";
let turn = 0;

async function look() {
  const title = form.elements.title.value.trim();
  const body = form.elements.body.value.trim().slice(0, MOST);
  if (title.length + body.length < LEAST || asked === title + "\n" + body) return;
  asked = title + "\n" + body;
  const mine = ++turn;
  const data = new FormData();
  data.set("csrf_token", form.elements.csrf_token.value);
  data.set("title", title);
  data.set("body", body);
  const answer = await fetch(place.dataset.near, { method: "POST", body: data });
  if (!answer.ok || answer.redirected || mine !== turn) return;
  show(new DOMParser().parseFromString(await answer.text(), "text/html").body);
}

function show(found) {
  const list = place.querySelector("[data-near-list]");
  const shown = (part) => [...part.querySelectorAll("li a")].map((link) => link.href).join();
  if (shown(found) === shown(list) || list.contains(document.activeElement)) return;
  list.replaceChildren(...found.childNodes);
  told.replaceChildren(...wayTo(list.querySelector("h2")));
}

// The sentence leads to the threads; it keeps its place when they come into view, so nothing moves under a pointer.
function wayTo(heading) {
  if (!heading) return [];
  const way = document.createElement("a");
  way.className = "govuk-link";
  way.href = "#" + heading.id;
  way.textContent = heading.textContent;
  return [way];
}

if (place && form && away) {
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => look().catch(() => {}), PAUSE_MS);
  });
  away.addEventListener("submit", () => {
    for (const name of ["title", "body"]) {
      const field = form.elements[name];
      away.elements[name].value = field.value;
      field.defaultValue = field.value; // it is kept, so nothing is left behind
    }
    away.elements.follow.value = form.elements.follow.checked ? "y" : "";
  });
}
