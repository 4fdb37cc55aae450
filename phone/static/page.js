// Joins the page: two phones, their calls, the training desk and the stories.
import { startPhone } from "./phone.js";
import { startCalls } from "./call.js";
import { startDesk } from "./desk.js";
import { startStories } from "./story.js";
import { partsOf } from "./wire.js";

const main = document.querySelector("main");
const [first, second, tools] = main.querySelectorAll("[data-place]");
const parts = partsOf(tools);
const phones = [];
const arrivals = []; // texts that came by themselves, on either phone
let house = { waiting: 0 };

function onHouse(standing) {
  house = standing;
  for (const phone of phones) phone.tick(new Date(standing.now));
  desk.show(standing);
}

const desk = startDesk(tools, parts, phones, onHouse);
const hooks = {
  onHouse,
  onLater: (body) => arrivals.push(body),
  isTaken: (number) => phones.flatMap((phone) => phone.numbers).filter((other) => other === number).length > 1,
};
phones.push(startPhone(first, "phone", hooks));
phones.push(startPhone(second, "phone2", hooks));
const endCalls = phones.map(startCalls);
const onStart = () => endCalls.forEach((end) => end());
startStories(parts, phones, { arrivals, house: () => house, onClock: onHouse, onStart });

// On a narrow screen one place shows at a time.
const views = document.querySelectorAll("[data-view]");
for (const view of views) {
  view.onclick = () => {
    main.dataset.showing = view.dataset.view;
    for (const other of views) other.setAttribute("aria-pressed", String(other === view));
  };
}
