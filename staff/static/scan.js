// Takes scans as fast as they come: the field empties at Enter and is never replaced, so no digit of the next is lost.
"use strict";
(() => {
  const form = document.getElementById("scan");
  const field = form.elements.namedItem("reference");
  const said = document.getElementById("said");
  const waiting = [];
  let busy = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    waiting.push(field.value);
    field.value = "";
    field.focus();
    if (!busy) sendAll();
  });

  async function sendAll() {
    busy = true;
    while (waiting.length) await send(waiting[0]);
    busy = false;
  }

  async function send(scan) {
    const body = new URLSearchParams(new FormData(form));
    body.set("reference", scan);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      const door = answer.headers.get("HX-Redirect");
      if (door) location.assign(door);
      if (!answer.ok) throw new Error(String(answer.status));
      said.innerHTML = await answer.text();
      waiting.shift();
    } catch {
      sayLost(waiting.splice(0));
    }
    if (said.querySelector(".stop, .trouble, .loud[role=alert]")) sound();
  }

  function sayLost(scans) {
    const lost = document.getElementById("lost").content.cloneNode(true);
    lost.querySelector(".num").textContent = scans.join(", ");
    said.prepend(lost);
  }

  // The scanner itself beeps at whatever it has read; this is lower and longer.
  function sound() {
    const context = new AudioContext();
    const tone = context.createOscillator();
    tone.frequency.value = 220;
    tone.connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.6);
    tone.onended = () => context.close();
  }
})();
