// Counts as one types what a text will cost; the server counts again before it goes.
"use strict";
(() => {
  const words = document.getElementById("words");
  const count = document.getElementById("count");
  if (!words || !count) return;
  const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
  const TWICE = new Set("^{}\\[~]|€\f");
  const parts = (sizes, limit) => {
    let number = 1, used = 0;
    for (const size of sizes) {
      if (used + size > limit) { number += 1; used = 0; }
      used += size;
    }
    return number;
  };
  const show = () => {
    const typed = words.value.split(/\s+/).filter(Boolean).join(" ");
    if (!typed) { count.textContent = ""; return; }
    const letters = [...(words.dataset.before + typed + words.dataset.after)];
    const cheap = letters.every((letter) => BASIC.has(letter) || TWICE.has(letter));
    const sizes = letters.map((letter) => (cheap ? (TWICE.has(letter) ? 2 : 1) : letter.length));
    const length = sizes.reduce((sum, size) => sum + size, 0);
    const [single, several] = cheap ? [160, 153] : [70, 67];
    const number = length <= single ? 1 : parts(sizes, several);
    count.textContent = `${number === 1 ? "1 segment" : `${number} segments`}, ${length} characters of ${number === 1 ? single : number * several}`
      + (cheap ? "" : ". A letter in it makes it cost more.");
    const own = document.querySelector('input[name="text"][value="own"]');
    if (own && document.activeElement === words) own.checked = true;
  };
  words.addEventListener("input", show);
  show();
})();
