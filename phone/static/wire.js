// What the page's parts share: its words, its questions to the simulator, and the webhooks it posts in Twilio's place.
const main = document.querySelector("main");
export const GIVEN = JSON.parse(main.dataset.given);
const TWILIO_WAITS = 15_000;

export const word = (code, values = {}) => GIVEN.words[code].replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Trouble extends Error {
  constructor(code, values = {}) {
    super(code in GIVEN.words ? word(code, values) : word("failed", { code }));
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
  const told = answer.headers.get("Content-Type") === "application/json" ? JSON.parse(text) : {};
  throw new Trouble(told.error || answer.status, told);
}

// `door` is a name of the page's data attributes: signAReceipt, moveClock …
export const ask = async (door, data) =>
  JSON.parse(await post(main.dataset[door], JSON.stringify(data), { "Content-Type": "application/json" }));

export const postSigned = ({ url, fields, signature }) =>
  post(url, new URLSearchParams(fields), { "X-Twilio-Signature": signature });

export function readTwiml(text) {
  const answer = new DOMParser().parseFromString(text, "application/xml");
  if (answer.documentElement.nodeName !== "Response") throw new Trouble("twiml");
  return answer.documentElement;
}

export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

export const partsOf = (root) =>
  Object.fromEntries([...root.querySelectorAll("[data-part]")].map((e) => [e.dataset.part, e]));

const ZONE = { timeZone: "America/Los_Angeles" };
const format = (how) => new Intl.DateTimeFormat(`${document.documentElement.lang}-US`, { ...ZONE, ...how });
export const TIME = format({ hour: "numeric", minute: "2-digit" });
export const DAY = format({ weekday: "long", month: "long", day: "numeric" });

export const spoken = (e164) => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");

export function spanInWords(seconds) {
  const parts = { days: seconds / 86400, hours: (seconds / 3600) % 24, minutes: (seconds / 60) % 60 };
  const words = Object.entries(parts).map(([code, n]) => Math.floor(n) && word(code, { n: Math.floor(n) }));
  return words.filter(Boolean).join(" ") || word("minutes", { n: 0 });
}
