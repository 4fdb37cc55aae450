// One phone. The server signs a text as Twilio would; this script posts it to the real webhook, so that no worker waits
// for another, and asks for what is stored and what is sent later.
import { DAY, TIME, Trouble, ask, make, partsOf, postSigned, readTwiml, spoken, word } from "./wire.js";
import { countInWords } from "./segments.js";

const AREAS = [916, 279, 530, 209, 707, 510]; // with 555-01xx: numbers that belong to nobody
const ASK_EVERY = 2_000;
const ASK_AGAIN = 20; // seen already: one sent late may have an older id, and receipts come

const below = (limit) => Math.floor(Math.random() * limit);
const madeUp = () => `+1${AREAS[below(AREAS.length)]}5550${100 + below(100)}`;
const notDelivered = (status) => ["failed", "undelivered"].includes(status);
const receipt = ({ status }) => (notDelivered(status) ? word("not_delivered") : status === "delivered" ? word(status) : "");
const repliesIn = (twiml) =>
  [...readTwiml(twiml).querySelectorAll("Message")].map((m) => (m.querySelector("Body") ?? m).textContent);

// `onHouse` hears how the house stands, `onLater` what came by itself; `isTaken` knows the other phone's number.
export function startPhone(place, memory, { onHouse, onLater, isTaken }) {
  const part = partsOf(place);
  const { log, list, draft } = part;
  let phone = "", next = "", skew = 0, lastDay = "", busy = 0, moving = false, early = false, last = null;
  let stored = new Map(); // bubbles by the id of their text
  let unstored = []; // bubbles not confirmed yet
  let line = Promise.resolve();

  // One thing at a time: a question in the middle of a delivery would show its reply twice.
  function inTurn(work) {
    busy += 1;
    const done = line.then(work).finally(() => (busy -= 1));
    line = done.catch(({ message }) => complain(message));
    return done;
  }

  const quietly = (work) => inTurn(work).catch(() => {}); // the complaint stands on the phone

  // A text sent while the phone changes would go out from the wrong one: it waits for the new number, and stays
  // where it was typed when that one was not to be had.
  function move(work) {
    moving = true;
    const end = (done) => {
      moving = false;
      if (done && early) part.composer.requestSubmit();
      early = false;
    };
    return inTurn(work).then(
      () => end(true),
      () => end(false), // the complaint stands on the phone
    );
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

  const remark = (words) => add(make("li", "system", words), true);

  function draw(mine, body, at, { follow, pictures = 0 }) {
    if (DAY.format(at) !== lastDay) list.append(make("li", "day", (lastDay = DAY.format(at))));
    const item = make("li", mine ? "mine" : "theirs");
    const bubble = { item, mine, body, at, text: make("p", "text", body), meta: make("p", "meta") };
    bubble.text.dir = "auto";
    item.append(make("span", "heard", `${word(mine ? "you" : "county")} `));
    if (pictures) item.append(make("p", "text photo", word("picture")));
    if (body || !pictures) item.append(bubble.text);
    item.append(bubble.meta);
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
    note(bubble, changed ? word("kept_like_this") : receipt(text));
    bubble.status = text.status;
    stored.set(text.id, bubble);
    unstored = unstored.filter((other) => other !== bubble);
  }

  // Known already: a receipt came, or what did not arrive is sent once more and comes in now.
  function look(known, text, aloud) {
    if (known.status === text.status) return;
    if (notDelivered(known.status) && !notDelivered(text.status)) {
      add(known.item, false);
      arrived(text, aloud);
    }
    known.status = text.status;
    note(known, receipt(text));
  }

  function arrived(text, aloud) {
    if (!aloud) return;
    say(`${word("county")} ${text.body}`);
    onLater(text.body);
  }

  function take(text, aloud) {
    const same = (b) => b.mine === text.inbound && b.body.trim() === text.body.trim();
    const known = stored.get(text.id);
    if (known) return look(known, text, aloud);
    const find = (test) => unstored.find(test);
    const ours = find((b) => same(b) && b.answered) ?? find(same) ?? find((b) => text.inbound && b.answered);
    settle(ours ?? draw(text.inbound, text.body, new Date(text.at), { follow: !aloud }), text);
    if (!ours && !text.inbound) arrived(text, aloud);
  }

  async function update(aloud = true) {
    const after = [...stored.keys()].sort((a, b) => a - b).at(-ASK_AGAIN - 1) ?? 0;
    const answer = await ask("texts", { phone, after });
    onHouse(answer.house);
    for (const text of answer.texts) take(text, aloud);
    complain();
    return answer.texts;
  }

  function tick(now) {
    skew = now - Date.now();
    part.clock.textContent = TIME.format(now);
  }

  // The county's replies; null when the text was not taken.
  async function deliver(bubble, more) {
    let replies;
    note(bubble, word("sending"));
    try {
      bubble.signed ??= await ask("sign", { phone, body: bubble.body, ...more });
      const answer = await postSigned(bubble.signed);
      replies = repliesIn(answer);
      last = { signed: bubble.signed, answer };
      bubble.answered = true;
      note(bubble);
      for (const reply of replies) {
        unstored.push(draw(false, reply, new Date(Date.now() + skew), { follow: true }));
        say(`${word("county")} ${reply}`);
      }
      if (!replies.length) remark(word("no_reply")), say(word("no_reply"));
    } catch (failure) {
      if (failure.code === 403) bubble.signed = null; // a retry repeats the same webhook, except where it was refused
      const again = make("button", "link", word("try_again"));
      again.onclick = () => quietly(() => deliver(bubble, more));
      note(bubble, failure.message, true);
      bubble.meta.append(" ", again);
      say(failure.message);
      return null;
    }
    await update();
    return replies;
  }

  function send(body, { pictures = 0, optOut = null } = {}) {
    const bubble = draw(true, body, new Date(Date.now() + skew), { follow: true, pictures });
    unstored.push(bubble);
    note(bubble, word("sending"));
    return inTurn(() => deliver(bubble, { pictures, optOut }));
  }

  // The last webhook once more, as Twilio does that has heard no answer; the words for how it went.
  const repeat = () =>
    inTurn(async () => {
      if (!last) throw new Trouble("nothing_yet");
      await update();
      const before = stored.size;
      const answer = await postSigned(last.signed);
      await update();
      const words = word(answer === last.answer && stored.size === before ? "repeat_same" : "repeat_differs");
      remark(words);
      return words;
    });

  const forge = () =>
    inTurn(async () => {
      const signed = await ask("sign", { phone, body: "OPEN" });
      await update();
      const before = stored.size;
      let code = "forged_taken";
      try {
        await postSigned({ ...signed, signature: [...signed.signature].reverse().join("") });
      } catch (refusal) {
        if (refusal.code !== 403) throw refusal;
        await update();
        if (stored.size === before) code = "forged_refused";
      }
      remark(word(code));
      return word(code);
    });

  // Twilio's receipts for the county's last text, in the order given: [["sent"], ["undelivered", 30003]].
  const tell = (receipts) =>
    inTurn(async () => {
      await update();
      const text = Math.max(...[...stored].filter(([, bubble]) => !bubble.mine).map(([id]) => id));
      if (text < 0) throw new Trouble("nothing_yet");
      for (const [status, error = null] of receipts) {
        await postSigned(await ask("signAReceipt", { phone, text, receipt: status, error }));
      }
      const found = (await update()).find(({ id }) => id === text);
      if (!found) note(stored.get(text), `${word("not_delivered")}, ${word("status_later")}`);
      if (!found) stored.get(text).status = "undelivered";
      const told = receipts.map((given) => given.join(" ")).join(", ");
      const words = word("receipts_told", { told, status: found ? found.status : word("status_later") });
      remark(words);
      return words;
    });

  async function use(number) {
    [phone, stored, unstored, lastDay, last] = [number, new Map(), [], "", null];
    sessionStorage[memory] = phone;
    part.number.textContent = spoken(phone);
    list.replaceChildren();
    part.heard.replaceChildren();
    part.empty.hidden = false;
    await update(false);
  }

  async function useUnused() {
    for (let tries = 0; tries < 10; tries += 1) {
      do next = madeUp();
      while (isTaken(next));
      if (!(await ask("texts", { phone: next, after: 0 })).texts.length) break;
    }
    await use(next);
  }

  function changing(open) {
    part.own.hidden = open;
    part.changing.hidden = !open;
    complain();
    part.typed.value = spoken(phone);
    (open ? part.typed : part.change).focus();
  }

  const count = () => (part.count.textContent = countInWords(draft.value));

  function write(text) {
    draft.value = text;
    draft.focus();
    count();
  }

  part.composer.onsubmit = (event) => {
    event.preventDefault();
    early = Boolean(draft.value) && (moving || !phone);
    if (!draft.value || early) return;
    const text = draft.value;
    write("");
    send(text).catch(() => {});
  };
  draft.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part.composer.requestSubmit();
  };
  draft.oninput = count;
  place.addEventListener("click", ({ target }) => target.dataset.example && write(target.dataset.example));
  log.onscroll = () => near() && (part.newer.hidden = true);
  part.newer.onclick = toEnd;
  part.new.onclick = () => move(useUnused).then(() => draft.focus());
  part.change.onclick = () => changing(true);
  part.cancel.onclick = () => changing(false);
  part.changing.onsubmit = (event) => {
    event.preventDefault();
    move(async () => {
      const known = await ask("texts", { phone: part.typed.value, after: 0 });
      changing(false);
      await use(known.phone);
    });
  };

  part.county.textContent = spoken(part.county.textContent);
  const before = sessionStorage[memory];
  move(() => (before ? use(before) : useUnused()));
  setInterval(() => {
    if (document.hidden || busy || !part.changing.hidden) return;
    if (phone) quietly(update);
    else move(useUnused);
  }, ASK_EVERY);

  return {
    part,
    send,
    repeat,
    forge,
    tell,
    tick,
    get number() {
      return phone;
    },
    get numbers() {
      return [phone, next]; // the one it has, and the one it is about to have
    },
    name: place.querySelector(".whose").textContent,
    renew: () => move(useUnused),
    say,
    remark,
  };
}
