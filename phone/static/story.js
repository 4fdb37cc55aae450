// Plays a story on the two phones, step by step, and shows where what came differs from what its file says.
import { ask, make, spanInWords, word } from "./wire.js";

const REFERENCE = /\bREF\d+\b|\b\d{4}-\d{4}\b/g;
const DAY = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} \d{1,2}\b|\b(?:lun|mar|mié|jue|vie|sáb|dom) \d{1,2} [a-z]{3}\b/g;
const PATIENCE = 30_000; // for what the workers do
const SETTLED = 3_000; // the clock rings once a second, and the page asks every two

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function startStories(part, phones, { arrivals, house, onClock, onStart }) {
  let playing = null; // {running, next}

  // Days and references are another each time; one reference must stay itself, and two must stay two.
  function alike(told, came, references) {
    const bare = (text) => text.replace(DAY, "DAY").replace(REFERENCE, "REF");
    if (told.map(bare).join("\n\n") !== came.map(bare).join("\n\n")) return false;
    const named = told.join(" ").match(REFERENCE) ?? [];
    const given = came.join(" ").match(REFERENCE) ?? [];
    return named.every((name, n) => {
      if (!references.has(name)) references.set(name, given[n]);
      return [...references].every(([other, number]) => (other === name) === (number === given[n]));
    });
  }

  async function until(holds, least = 0) {
    const began = Date.now();
    while (Date.now() - began < least || (!holds() && Date.now() - began < PATIENCE)) await pause(200);
  }

  // What came by itself since the last step that asked, once all that is due is done.
  async function later(step) {
    if (step.later.length) await until(() => arrivals.length >= step.later.length);
    else await until(() => !house().waiting, SETTLED);
    return step.later.length ? arrivals.splice(0, step.later.length) : [];
  }

  const ACTS = {
    text: async (step) => (await phones[step.phone].send(step.body, step)) ?? [],
    pass: async (step) => {
      onClock((await ask("moveClock", { seconds: step.seconds })).house);
      return later(step);
    },
    staff: async (step) => {
      const data = { phone: phones[0].number, state: step.state };
      const began = Date.now();
      let { stands } = await ask("playStaff", data);
      while (!stands && step.state === "ready" && Date.now() - began < PATIENCE) {
        await pause(500);
        ({ stands } = await ask("playStaff", data));
      }
      if (!stands) throw new Error(word("staff_cannot"));
      return later(step);
    },
  };

  function titleOf(step) {
    if (step.act === "more") return word("came_as_well");
    if (step.act === "pass") return word("time_passes", { span: spanInWords(step.seconds) });
    if (step.act === "staff") return word("staff_move", { state: word(`state_${step.state}`) });
    const pictures = step.pictures ? `[${word("picture")}] ` : "";
    return `${phones[step.phone].name}: ${pictures}${step.body}`;
  }

  function draw(step) {
    const item = make("li", "");
    item.append(make("p", "does", titleOf(step)), make("p", "mark"));
    part.steps.append(item);
    return item;
  }

  function compare(item, told, came, references) {
    const same = alike(told, came, references);
    item.classList.add(same ? "same" : "other");
    item.querySelector(".mark").textContent = word(same ? "as_told" : "differs");
    if (same) return true;
    for (const [title, texts] of [["the_file_says", told], ["what_came", came]]) {
      item.append(make("p", "what", word(title)));
      for (const text of texts.length ? texts : [word("nothing")]) item.append(make("blockquote", "", text));
    }
    return false;
  }

  const gate = (mine) => (mine.running ? null : new Promise((resolve) => (mine.next = resolve)));

  async function play(which, running) {
    const mine = (playing = { running, next: null });
    const references = new Map();
    let others = 0;
    part.steps.replaceChildren();
    buttons(true);
    try {
      const story = await ask("story", which);
      onStart();
      await Promise.all(phones.map((phone) => phone.renew()));
      if (story.hasHours) onClock((await ask("moveClock", { to: "monday" })).house);
      arrivals.length = 0;
      const items = story.steps.map(draw);
      for (const [n, step] of story.steps.entries()) {
        if (n) await gate(mine);
        if (playing !== mine) return;
        items[n].classList.add("now");
        items[n].scrollIntoView({ block: "nearest" });
        const came = await ACTS[step.act](step);
        items[n].classList.remove("now");
        if (playing !== mine) return;
        others += !compare(items[n], step.act === "text" ? step.told : step.later, came, references);
        for (const seen of step.notes) items[n].append(make("p", "staff", word("staff_see", { seen })));
      }
      if (arrivals.length) others += !compare(draw({ act: "more" }), [], arrivals.splice(0), references);
      part.outcome.textContent = others ? word("story_differs", { n: others }) : word("story_done");
    } catch (failure) {
      part.outcome.textContent = failure.message;
    }
    if (playing === mine) stop();
  }

  function buttons(busy) {
    part.stop.hidden = !busy;
    part.playOwn.disabled = busy;
    if (busy) part.outcome.textContent = "";
  }

  function stop() {
    playing = null;
    buttons(false);
  }

  function go(which, running) {
    if (!playing) return play(which, running);
    playing.running = running;
    playing.next?.();
  }

  const shipped = () => ({ shipped: part.which.value });
  part.play.onclick = () => go(shipped(), true);
  part.step.onclick = () => go(shipped(), false);
  part.playOwn.onclick = () => go({ text: part.own.value }, true);
  part.stop.onclick = () => {
    const waiting = playing;
    stop();
    waiting?.next?.();
    part.outcome.textContent = word("story_stopped");
    part.play.focus();
  };
  part.file.onchange = async () => {
    const [file] = part.file.files;
    if (file) part.own.value = await file.text();
  };
}
