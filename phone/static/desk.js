// The training desk: moves the house's clock on, plays what goes wrong, takes the queue server away.
import { DAY, TIME, ask, spanInWords, word } from "./wire.js";

const RECEIPTS = {
  receipt_delivered: [["sent"], ["delivered"]],
  receipt_order: [["delivered"], ["sent"], ["delivered"], ["sent"]],
  receipt_off: [["sent"], ["undelivered", 30003]],
  receipt_landline: [["sent"], ["undelivered", 30006]],
  receipt_opted_out: [["failed", 21610]],
};

const unlike = (element, words) => element.textContent !== words && (element.textContent = words);

export function startDesk(place, part, phones, onHouse) {
  let down = null;

  function show(house) {
    const now = new Date(house.now);
    unlike(part.time, `${DAY.format(now)}, ${TIME.format(now)}`);
    const moved = house.movedOn ? word("moved_on", { span: spanInWords(house.movedOn) }) : word("not_moved");
    unlike(part.moved, house.movable ? moved : word("clock_fixed"));
    for (const button of place.querySelectorAll("[data-seconds], [data-to]")) button.disabled = !house.movable;
    down = house.queueDown;
    const code = { true: "queue_down", false: "queue_up", null: "queue_not_ours" }[down];
    unlike(part.queue, word(code, house));
    part.queue.classList.toggle("bad", down === true);
    part.down.disabled = down === null;
    unlike(part.down, word(down ? "queue_bring_back" : "queue_take_down"));
  }

  const chosen = () => phones[place.querySelector("[name=which]:checked").value];

  async function attempt(work) {
    part.said.textContent = "";
    try {
      part.said.textContent = (await work()) ?? "";
    } catch (failure) {
      part.said.textContent = failure.message;
    }
  }

  async function sendOdd({ body, ...more }) {
    const phone = chosen();
    const replies = await phone.send(body, more);
    if (!replies) return phone.name;
    const values = { name: phone.name, text: replies.join(" · ") };
    return word(replies.length ? "answered" : "answered_nothing", values);
  }

  const change = async (door, data) => onHouse((await ask(door, data)).house);

  place.addEventListener("click", ({ target: { dataset } }) => {
    if (dataset.seconds) attempt(() => change("moveClock", { seconds: Number(dataset.seconds) }));
    if (dataset.to) attempt(() => change("moveClock", { to: dataset.to }));
    if (dataset.odd) attempt(() => sendOdd(JSON.parse(dataset.odd)));
    if (dataset.does) attempt(() => chosen()[dataset.does]());
    if (dataset.receipt) attempt(() => chosen().tell(RECEIPTS[dataset.receipt]));
  });
  part.down.onclick = () => attempt(() => change("queue", { down: !down }));

  return { show };
}
