// The search box: finds an actor by a name in any spelling. The rules of the keys come from Python (keys.js), and so do
// the names (names.js); both are loaded when the box is first used, as scripts, because a page on a disk may not fetch.
"use strict";

const marsad = { rules: null, names: null, patterns: new Map() };

// Folds as Python does: by pairs of characters, which go first, and by single ones.
marsad.fold = (text) => {
  const letters = Array.from(text);
  let folded = "";
  for (let place = 0; place < letters.length; place += 1) {
    const pair = letters[place] + (letters[place + 1] ?? "");
    if (letters.length > place + 1 && Object.hasOwn(marsad.rules.pairs, pair)) {
      folded += marsad.rules.pairs[pair];
      place += 1;
    } else {
      folded += Object.hasOwn(marsad.rules.fold, letters[place]) ? marsad.rules.fold[letters[place]] : letters[place];
    }
  }
  return folded;
};

marsad.pattern = (text) => {
  if (!marsad.patterns.has(text)) marsad.patterns.set(text, new RegExp(text, "gu"));
  return marsad.patterns.get(text);
};

// The keys as the published file's macros make them: patterns and letters, done one after the other.
marsad.ruled = (text, rules) => rules.reduce((made, rule) => Array.isArray(rule)
  ? made.replace(marsad.pattern(rule[0]), rule[1].replaceAll("\\", "$"))
  : Array.from(made, (letter) => Object.hasOwn(rule, letter) ? rule[letter] : letter).join(""), text);

marsad.plain = (text) => marsad.ruled(
  marsad.fold(text).normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase(), marsad.rules.plain);

marsad.sound = (plain) => marsad.ruled(marsad.ruled(plain, marsad.rules.romanised), marsad.rules.sound);

const keysOf = (text) => {
  const plain = marsad.plain(text);
  const sound = marsad.sound(plain);
  return { plain, words: plain.split(" "), sounds: sound.split(" "), joined: sound.replaceAll(" ", "") };
};

// How well a form of a name answers what was typed: spelt so, begun so, or of the same consonants; 0 not at all.
const score = (form, typed) => {
  if (form.plain === typed.plain) return 6;
  if (typed.words.every((word) => form.words.includes(word))) return 5;
  if (typed.words.every((word) => form.words.some((other) => other.startsWith(word)))) return 4;
  if (typed.joined.length < 2) return 0;
  if (form.joined === typed.joined) return 3;
  if (typed.sounds.every((sound) => form.sounds.includes(sound))) return 2;
  return typed.sounds.length > 1 && form.joined.startsWith(typed.joined) ? 1 : 0;
};

// The entries that answer, the best first; those that answer alike by their meetings, as names.js has them.
marsad.search = (text, most = 12) => {
  const typed = keysOf(text);
  if (typed.plain.length < 2) return [];
  marsad.keys ??= marsad.names.map((entry) => [1, 2, ...entry.slice(5).keys()].map((place, index) =>
    keysOf(entry[index < 2 ? place : place + 5])));
  return marsad.names
    .map((entry, number) => ({ entry, number, points: Math.max(...marsad.keys[number].map((form) => score(form, typed))) }))
    .filter((answer) => answer.points)
    .sort((one, other) => other.points - one.points || one.number - other.number)
    .slice(0, most)
    .map((answer) => answer.entry);
};

// Text becomes text nodes: nothing of a name is ever read as a page.
const element = (name, text, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(text, ...children);
  return made;
};

// The box is made here, because without scripts it could find nothing: the page of names stands in its place.
const root = document.body.dataset.root;
const box = element("input", "", { id: "q", type: "search", autocomplete: "off", spellcheck: false, dir: "auto", placeholder: "السراج، Sarraj، Serraj" });
const told = element("p", "", { id: "told", role: "status" });
const found = element("ul", "", { id: "found" });
const results = element("div", "", { id: "results", hidden: true }, told, found);
box.setAttribute("aria-controls", "found");
box.setAttribute("aria-describedby", "told");
const form = element("form", "", { className: "search", role: "search" },
  element("label", "ابحث عن اسم ", { htmlFor: "q" }, element("bdi", "Find a name", { lang: "en" })), box, results);
document.getElementById("search").replaceWith(form);

const load = () => {
  marsad.loaded ??= Promise.all(["keys.js", "names.js"].map((name) => new Promise((done) => {
    const script = document.createElement("script");
    script.src = `${root}static/${name}`;
    script.onload = done;
    document.head.append(script);
  })));
  return marsad.loaded;
};

const show = async () => {
  await load();
  const answers = marsad.search(box.value);
  results.hidden = marsad.plain(box.value).length < 2;
  told.textContent = answers.length ? `${answers.length} – اختر اسمًا` : "لا اسم كهذا في اللقاءات – no such name";
  found.replaceChildren(...answers.map(([href, arabic, english, kind, meetings]) => {
    const link = element("a", "", { href: root + href }, element("bdi", arabic), " ",
      element("bdi", english === arabic ? "" : english, { lang: "en" }), " ", element("small", `${kind}، ${meetings}`));
    return element("li", "", {}, link);
  }));
};

const close = () => { results.hidden = true; };

const step = (event, by) => {
  const stops = [box, ...found.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + by];
  if (next) { event.preventDefault(); next.focus(); }
};

box.addEventListener("focus", load);
box.addEventListener("input", show);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await show();
  found.querySelector("a")?.click();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(event, 1);
  else if (event.key === "ArrowUp") step(event, -1);
  else if (event.key === "Escape") { close(); box.focus(); }
});
document.addEventListener("click", (event) => { if (!form.contains(event.target)) close(); });

// A link to a folded entry opens it.
const unfold = () => {
  const details = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("details");
  if (details) { details.open = true; details.scrollIntoView(); }
};
window.addEventListener("hashchange", unfold);
unfold();
