// Says so when the page can no longer reach the server: a list that silently stops is worse than none.
"use strict";
(() => {
  const stale = document.getElementById("stale");
  if (!stale) return;
  const lost = () => { stale.hidden = false; };
  document.body.addEventListener("htmx:sendError", lost);
  document.body.addEventListener("htmx:timeout", lost);
  document.body.addEventListener("htmx:responseError", lost);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) stale.hidden = true;
  });
})();
