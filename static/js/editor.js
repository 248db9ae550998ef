// Where one writes: a toolbar, the preview without leaving the page, and a warning before text is left behind.

function showToolbar(editor) {
  const template = document.querySelector("template[data-toolbar]");
  const area = editor.querySelector("textarea");
  if (!template || !area) return;
  const bar = template.content.firstElementChild.cloneNode(true);
  bar.setAttribute("for", area.id);
  editor.prepend(bar);
}

async function preview(form, button) {
  const data = new FormData(form);
  data.set("deed", "preview");
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = page.querySelector("[data-preview]");
  if (!made || !answer.ok) throw new Error("no preview");
  const place = document.querySelector("[data-preview]");
  place.replaceChildren(...made.childNodes);
  place.scrollIntoView({ block: "nearest" });
  button.focus();
}

function watch(form) {
  const areas = [...form.querySelectorAll("textarea, input[type=text]")];
  const typed = () => areas.some((area) => area.value !== area.defaultValue);
  let leaving = false;
  let fetched = true;
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    leaving = !(fetched && button?.name === "deed" && button.value === "preview");
    if (leaving) return;
    event.preventDefault();
    preview(form, button).catch(() => {
      fetched = false; // a page of its own shows it, or says what is wrong
      form.requestSubmit(button);
    });
  });
  addEventListener("beforeunload", (event) => {
    if (typed() && !leaving) event.preventDefault();
  });
}

document.querySelectorAll("[data-editor]").forEach(showToolbar);
document.querySelectorAll("form[data-writing]").forEach(watch);
