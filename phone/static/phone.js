// Each .phone is one phone. The server signs a text as Twilio would; this script posts it to the real webhook,
// so that no worker waits for another, and asks for what is stored and what is sent later.
const ZONE = { timeZone: "America/Los_Angeles" };
const TIME = new Intl.DateTimeFormat("en-US", { ...ZONE, hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-US", { ...ZONE, weekday: "long", month: "long", day: "numeric" });
const AREAS = [916, 279, 530, 209, 707, 510]; // with 555-01xx: numbers that belong to nobody
const TWILIO_WAITS = 15_000;
const ASK_EVERY = 2_000;
const ASK_AGAIN = 20; // seen already: one sent late may have an older id, and receipts come
// The letters of GSM-7, and the words for what goes wrong.
const { basic, extension, words: WORDS } = JSON.parse(document.querySelector("main").dataset.given);

const receipt = ({ status }) => (["failed", "undelivered"].includes(status) ? "not delivered" : "");

class Trouble extends Error {
  constructor(code) {
    super(WORDS[code] ?? `${WORDS.failed} ${code}`);
    this.code = code;
  }
}

async function post(url, body, headers) {
  let answer, text;
  try {
    answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(TWILIO_WAITS) });
    text = await answer.text();
  } catch (failure) {
    throw new Trouble(failure.name === "TimeoutError" ? "slow" : "network");
  }
  if (answer.ok) return text;
  const json = answer.headers.get("Content-Type") === "application/json";
  throw new Trouble((json && JSON.parse(text).error) || answer.status);
}

const ask = async (url, data) =>
  JSON.parse(await post(url, JSON.stringify(data), { "Content-Type": "application/json" }));

function readReplies(twiml) {
  const answer = new DOMParser().parseFromString(twiml, "application/xml");
  if (answer.documentElement.nodeName !== "Response") throw new Trouble("twiml");
  return [...answer.querySelectorAll("Message")].map((m) => (m.querySelector("Body") ?? m).textContent);
}

// As parsers.gsm7 counts, with its letters; a test compares the two.
function weigh(text) {
  const odd = [...text].find((c) => !(basic + extension).includes(c));
  const [single, multi] = odd ? [70, 67] : [160, 153];
  const sizes = [...text].map((c) => (odd ? c.length : extension.includes(c) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  let parts = 1, used = 0;
  for (const size of units > single ? sizes : []) {
    if (used + size > multi) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return { parts, units, room: units > single ? parts * multi : single, odd };
}

const spoken = (e164) => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
const below = (limit) => Math.floor(Math.random() * limit);
const madeUp = () => `+1${AREAS[below(AREAS.length)]}5550${100 + below(100)}`;

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function start(root) {
  const part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((e) => [e.dataset.part, e]));
  const { log, list, draft } = part;
  let phone = "", skew = 0, lastDay = "", busy = 0, moving = false;
  let stored = new Map(); // bubbles by the id of their text
  let unstored = []; // bubbles not confirmed yet
  let line = Promise.resolve();

  // One thing at a time: a question in the middle of a delivery would show its reply twice.
  function inTurn(work) {
    busy += 1;
    return (line = line.then(work).catch(({ message }) => complain(message)).finally(() => (busy -= 1)));
  }

  // A text typed while the phone changes would go out from the wrong one.
  function move(work) {
    moving = true;
    return inTurn(work).finally(() => (moving = false));
  }

  function complain(words = "") {
    if (part.trouble.textContent !== words) part.trouble.textContent = words; // or it is read out every time
    part.trouble.hidden = !words;
  }

  const say = (words) => part.heard.append(make("p", "", words));

  // The list is laid out from its end, where 0 is; upward is negative.
  const near = () => log.scrollTop > -80;
  const toEnd = () => (log.scrollTop = 0);

  function add(item, follow) {
    const atEnd = follow || near();
    part.empty.hidden = true;
    list.append(item);
    if (atEnd) toEnd();
    else part.newer.hidden = false;
  }

  function draw(mine, body, at, follow) {
    if (DAY.format(at) !== lastDay) list.append(make("li", "day", (lastDay = DAY.format(at))));
    const item = make("li", mine ? "mine" : "theirs");
    const bubble = { item, mine, body, at, text: make("p", "text", body), meta: make("p", "meta") };
    bubble.text.dir = "auto";
    item.append(make("span", "heard", mine ? "You: " : "County: "), bubble.text, bubble.meta);
    note(bubble);
    add(item, follow);
    return bubble;
  }

  function note(bubble, words = "", failed = false) {
    bubble.item.classList.toggle("failed", failed);
    bubble.meta.textContent = failed ? words : TIME.format(bubble.at) + (words && ` · ${words}`);
  }

  function settle(bubble, text) {
    const changed = bubble.body.trim() !== text.body.trim();
    [bubble.body, bubble.text.textContent, bubble.at] = [text.body, text.body, new Date(text.at)];
    note(bubble, changed ? "kept like this" : receipt(text));
    stored.set(text.id, bubble);
    unstored = unstored.filter((other) => other !== bubble);
  }

  function take(text, aloud) {
    const same = (b) => b.mine === text.inbound && b.body.trim() === text.body.trim();
    const known = stored.get(text.id);
    if (known) return receipt(text) && note(known, receipt(text));
    const find = (test) => unstored.find(test);
    const ours = find((b) => same(b) && b.answered) ?? find(same) ?? find((b) => text.inbound && b.answered);
    settle(ours ?? draw(text.inbound, text.body, new Date(text.at), !aloud), text);
    if (!ours && !text.inbound && aloud) say(`County: ${text.body}`);
  }

  async function update(aloud = true) {
    const after = [...stored.keys()].sort((a, b) => a - b).at(-ASK_AGAIN - 1) ?? 0;
    const answer = await ask(root.dataset.texts, { phone, after });
    skew = new Date(answer.now) - Date.now();
    part.clock.textContent = TIME.format(new Date(answer.now));
    for (const text of answer.texts) take(text, aloud);
    complain();
  }

  async function deliver(bubble) {
    note(bubble, "sending…");
    try {
      bubble.signed ??= await ask(root.dataset.sign, { phone, body: bubble.body });
      const { url, fields, signature } = bubble.signed;
      const replies = readReplies(await post(url, new URLSearchParams(fields), { "X-Twilio-Signature": signature }));
      bubble.answered = true;
      note(bubble);
      for (const reply of replies) {
        unstored.push(draw(false, reply, new Date(Date.now() + skew), true));
        say(`County: ${reply}`);
      }
      if (!replies.length) add(make("li", "system", "no reply"), true), say("No reply.");
    } catch (failure) {
      if (failure.code === 403) bubble.signed = null; // a retry repeats the same webhook, except where it was refused
      const again = make("button", "link", "Try again");
      again.onclick = () => inTurn(() => deliver(bubble));
      note(bubble, failure.message, true);
      bubble.meta.append(" ", again);
      return say(failure.message);
    }
    await update();
  }

  async function use(number) {
    [phone, stored, unstored, lastDay] = [number, new Map(), [], ""];
    sessionStorage.phone = phone;
    part.number.textContent = spoken(phone);
    list.replaceChildren();
    part.heard.replaceChildren();
    part.empty.hidden = false;
    await update(false);
  }

  async function useUnused() {
    let number, tries = 0;
    do number = madeUp();
    while (tries++ < 10 && (await ask(root.dataset.texts, { phone: number, after: 0 })).texts.length);
    await use(number);
  }

  function changing(open) {
    part.own.hidden = open;
    part.changing.hidden = !open;
    complain();
    part.typed.value = spoken(phone);
    (open ? part.typed : part.change).focus();
  }

  function count() {
    const { parts, units, room, odd } = weigh(draft.value);
    const why = odd ? ` · Unicode because of ${odd}` : "";
    part.count.textContent = units
      ? `${parts} segment${parts > 1 ? "s" : ""} · ${units} of ${room}${why}`
      : part.count.dataset.hint;
  }

  function write(text) {
    draft.value = text;
    draft.focus();
    count();
  }

  part.composer.onsubmit = (event) => {
    event.preventDefault();
    if (!draft.value || !phone || moving) return;
    const bubble = draw(true, draft.value, new Date(Date.now() + skew), true);
    unstored.push(bubble);
    note(bubble, "sending…");
    write("");
    inTurn(() => deliver(bubble));
  };
  draft.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part.composer.requestSubmit();
  };
  draft.oninput = count;
  root.onclick = ({ target }) => target.dataset.example && write(target.dataset.example);
  log.onscroll = () => near() && (part.newer.hidden = true);
  part.newer.onclick = toEnd;
  part.new.onclick = () => move(useUnused).then(() => draft.focus());
  part.change.onclick = () => changing(true);
  part.cancel.onclick = () => changing(false);
  part.changing.onsubmit = (event) => {
    event.preventDefault();
    move(async () => {
      const known = await ask(root.dataset.texts, { phone: part.typed.value, after: 0 });
      changing(false);
      await use(known.phone);
    });
  };

  part.county.textContent = spoken(part.county.textContent);
  const before = sessionStorage.phone;
  move(() => (before ? use(before) : useUnused()));
  setInterval(() => {
    if (!document.hidden && !busy && part.changing.hidden) inTurn(() => (phone ? update() : useUnused()));
  }, ASK_EVERY);
}

document.querySelectorAll(".phone").forEach(start);
