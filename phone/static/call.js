// A call: plays the TwiML that the county's real voice doors answer, verb by verb, as text with its language marked.
import { Trouble, ask, make, postSigned, readTwiml, spoken, word } from "./wire.js";

const VERBS_OF_GATHER = new Set(["Say", "Pause"]);

export function startCalls(phone) {
  const { part, say } = phone;
  const { call: button, texting, calling, how, transcript, inCall, afterCall } = part;
  const keypad = calling.querySelector(".keypad");
  let call = null; // the one on the line: {sid, address, press}

  function note(kind, text, language = "") {
    const item = make("li", kind);
    if (language) {
      const code = language.slice(0, 2);
      item.append(make("span", "tag", word(code === "es" ? "spanish" : "english")));
    }
    const words = make("p", "text", text);
    if (language) words.lang = language;
    item.append(words);
    transcript.append(item);
    item.scrollIntoView({ block: "nearest" });
    say(text);
  }

  function show(open) {
    texting.hidden = open;
    calling.hidden = !open;
    button.disabled = open;
  }

  function keys(enabled) {
    for (const key of keypad.children) key.disabled = !enabled;
  }

  function end(words) {
    call = null;
    note("system", words);
    how.textContent = word("ended");
    [inCall.hidden, afterCall.hidden] = [true, false];
    keys(false);
    part.again.focus();
  }

  async function start() {
    transcript.replaceChildren();
    [inCall.hidden, afterCall.hidden] = [false, true];
    keys(true);
    part.silence.disabled = false;
    how.textContent = word("calling");
    show(true);
    part.hang.focus();
    const mine = (call = {});
    try {
      await follow(mine, null, null);
    } catch (failure) {
      if (call === mine) end(failure.message);
    }
  }

  // One webhook and what it answers. A call that was hung up meanwhile is no longer `call`: nothing more is played.
  async function follow(mine, address, keys) {
    const signed = await ask("signACall", { phone: phone.number, call: mine.sid, address, keys });
    mine.sid = signed.fields.CallSid;
    mine.address = signed.url;
    const response = readTwiml(await postSigned(signed));
    if (call !== mine) return;
    how.textContent = word("on_the_line");
    await play(mine, [...response.children]);
  }

  async function play(mine, verbs) {
    for (const verb of verbs) {
      if (verb.nodeName === "Gather") {
        for (const inner of verb.children) if (VERBS_OF_GATHER.has(inner.nodeName)) speak(inner);
        const keyed = await gather(mine, verb);
        const comesBack = keyed || verb.getAttribute("actionOnEmptyResult") === "true";
        if (comesBack) return follow(mine, verb.getAttribute("action") ?? mine.address, keyed);
      } else if (verb.nodeName === "Redirect") {
        return follow(mine, verb.textContent.trim() || mine.address, null);
      } else if (verb.nodeName === "Dial") {
        note("system", word("put_through", { number: spoken(verb.textContent.trim()) }));
        part.silence.disabled = true;
        return keys(false);
      } else if (verb.nodeName === "Hangup") {
        break;
      } else {
        speak(verb);
      }
    }
    end(word("they_hung_up"));
  }

  function speak(verb) {
    const text = verb.textContent.trim();
    if (verb.nodeName === "Say") note("theirs", text, verb.getAttribute("language") ?? "en-US");
    else if (verb.nodeName === "Pause") note("system", word("paused", { seconds: verb.getAttribute("length") ?? 1 }));
    else if (["Message", "Sms"].includes(verb.nodeName)) note("system", word("texted_in_call", { text }));
    else throw new Trouble("twiml");
  }

  // Resolves with the keys, "" for silence; never when the caller hangs up.
  function gather(mine, verb) {
    const most = Number(verb.getAttribute("numDigits")) || Infinity;
    const finish = verb.getAttribute("finishOnKey") ?? "#";
    let keyed = "";
    return new Promise((resolve) => {
      const done = () => {
        mine.press = null;
        note("mine", keyed ? word("you_pressed", { keys: keyed }) : word("you_said_nothing"));
        resolve(keyed);
      };
      mine.press = (key) => {
        if (key && key !== finish) keyed += key;
        how.textContent = [word("on_the_line"), keyed].filter(Boolean).join(" · ");
        if (!key || key === finish || keyed.length >= most) done();
      };
    });
  }

  keypad.onclick = ({ target }) => target.dataset.digit && call?.press?.(target.dataset.digit);
  calling.onkeydown = ({ key, ctrlKey, metaKey }) => {
    if (/^[0-9*#]$/.test(key) && !ctrlKey && !metaKey) call?.press?.(key);
  };
  part.silence.onclick = () => call?.press?.("");
  part.hang.onclick = () => call && end(word("you_hung_up"));
  button.onclick = start;
  part.again.onclick = start;
  part.back.onclick = () => {
    show(false);
    button.focus();
  };

  // Without a word, back to the texts.
  return () => {
    call = null;
    show(false);
  };
}
