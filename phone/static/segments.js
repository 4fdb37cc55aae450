// Counts as parsers.gsm7 does, with its letters; a test compares the two.
import { GIVEN, word } from "./wire.js";

function weigh(text) {
  const { basic, extension } = GIVEN;
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

export function countInWords(text) {
  const counted = weigh(text);
  if (!counted.units) return word("hint");
  return word(counted.parts > 1 ? "segments" : "segment", counted) + (counted.odd ? word("unicode", counted) : "");
}
