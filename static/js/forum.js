// On every page: a form that comes back with faults is heard of, and a form is sent once.

const SECONDS_BETWEEN_SENDS = 5;

document.querySelector("[data-error-summary]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const since = Date.now() - Number(form.dataset.sentAt ?? 0);
  if (since < SECONDS_BETWEEN_SENDS * 1000) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = Date.now();
  // A form that came back with faults is gone when it is sent again: Back leads to a fresh one and sends nothing twice.
  if ("wasSent" in document.body.dataset) history.replaceState(null, "", location.href);
});

// A page that the browser brings back from its memory has sent nothing yet.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});
