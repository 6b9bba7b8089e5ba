// Keeps the part `#live` of a page as the service has it now. The page works without this.
"use strict";
const part = document.getElementById("live");
if (part && window.EventSource) {
  let reading = false, again = false;
  const read = async () => {
    if (reading) { again = true; return; }
    reading = true;
    do {
      again = false;
      try {
        const answer = await fetch(location.href.replace(/[/][0-9a-f-]{36}.*$/, ""), { headers: { accept: "text/html" } });
        if (!answer.ok || answer.redirected) break;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("live");
        if (!fresh) break;
        const focus = part.contains(document.activeElement) && document.activeElement.getAttribute("href");
        part.replaceChildren(...fresh.childNodes);
        document.title = page.title;
        if (focus) for (const link of part.querySelectorAll("a")) if (link.getAttribute("href") === focus) link.focus();
      } catch { break; }
    } while (again);
    reading = false;
  };
  const source = new EventSource(part.dataset.events);
  source.addEventListener("inbox", read);
  addEventListener("pagehide", () => source.close());
}
