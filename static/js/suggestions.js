// The search box suggests while one types: what is called so, each a way straight there. Without this it is a plain box.

const WAIT_MS = 250; // after the last letter
const SHORTEST = 3; // letters; the server asks more closely

async function suggest(form) {
  const { default: Combobox } = await import(form.dataset.combobox);
  const input = form.querySelector("input[type=search]");
  const [list, status] = addPlaces(form);
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });
  let timer = 0;
  let asking = new AbortController();

  function stopAsking() {
    clearTimeout(timer);
    asking.abort();
  }
  function close() {
    stopAsking();
    if (!list.hidden) combobox.stop();
    list.hidden = true;
    status.textContent = "";
  }
  async function ask() {
    stopAsking();
    asking = new AbortController();
    const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: input.value })}`;
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return close();
    show(new DOMParser().parseFromString(await answer.text(), "text/html").body);
  }
  function show(piece) {
    if (document.activeElement !== input) return;
    const options = [...piece.querySelectorAll("[role=option]")];
    if (!options.length) close();
    list.replaceChildren(...options);
    status.textContent = piece.querySelector("[role=status]")?.textContent ?? "";
    if (!options.length || !list.hidden) return;
    list.hidden = false;
    combobox.start();
  }
  const askAndForgive = () => ask().catch((fault) => fault.name === "AbortError" || close());

  input.addEventListener("input", () => {
    stopAsking();
    if (input.value.trim().length < SHORTEST) return close();
    timer = setTimeout(askAndForgive, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the browser would empty the box
      close();
    }
    if (event.key === "ArrowDown" && list.hidden && input.value.trim().length >= SHORTEST) askAndForgive();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("combobox-commit", close);
  form.addEventListener("submit", close);
}

function addPlaces(form) {
  const list = document.createElement("div");
  list.id = "suggestions";
  list.className = "app-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestionsLabel);
  const status = document.createElement("div");
  status.className = "govuk-visually-hidden";
  status.setAttribute("aria-live", "polite"); // no status of the page: that says what was done
  status.setAttribute("aria-atomic", "true");
  form.append(list, status);
  return [list, status];
}

document.querySelectorAll("form[data-suggestions]").forEach(suggest);
