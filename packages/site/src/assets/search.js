// Finds the titles that hold every word typed, best first. The index is loaded when the field is first used.
const box = document.querySelector("search");
const field = box.querySelector("input");
const list = box.querySelector("ol");
box.hidden = false;

let index;
function load() {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = box.dataset.index;
    script.onload = () => resolve(globalThis.searchIndex);
    script.onerror = reject;
    document.head.append(script);
  });
  return index;
}

function rank(title, words) {
  const text = title.toLowerCase();
  if (!words.every((word) => text.includes(word))) return 0;
  if (text === words.join(" ")) return 3;
  return text.startsWith(words[0]) ? 2 : 1;
}

function found(entries, words) {
  return entries
    .map((entry) => ({ entry, rank: rank(entry[0], words) || rank(`${entry[0]} ${entry[1]}`, words) / 2 }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.entry[0].length - b.entry[0].length)
    .slice(0, 12)
    .map(({ entry }) => entry);
}

function item([title, page, address]) {
  const link = document.createElement("a");
  link.href = box.dataset.root + address;
  const where = document.createElement("small");
  where.textContent = page;
  link.append(title, " ", where);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

async function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = words.length > 0 ? found(await load(), words) : [];
  list.replaceChildren(...entries.map(item));
  list.hidden = entries.length === 0;
}

function hide() {
  list.hidden = true;
}

field.addEventListener("focus", load);
field.addEventListener("input", show);
box.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    hide();
    field.focus();
  } else if (event.key === "Enter" && document.activeElement === field) links[0]?.click();
  else if (event.key === "ArrowDown") (links[at + 1] ?? links[0])?.focus();
  else if (event.key === "ArrowUp") (links[at - 1] ?? field).focus();
  else return;
  event.preventDefault();
});
list.addEventListener("click", hide);
document.addEventListener("click", ({ target }) => box.contains(target) || hide());
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input")) return;
  event.preventDefault();
  field.focus();
});
