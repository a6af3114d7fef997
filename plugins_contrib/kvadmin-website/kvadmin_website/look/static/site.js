/* The only script of the site: it shows the search, and looks through the index that the page of the search brings. */
(() => {
  "use strict";
  document.querySelectorAll("[data-script]").forEach((each) => { each.hidden = false; });
  const found = document.getElementById("found");
  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const index = window.siteIndex;
  if (!found || !query || !index) return;

  /* As the words of the index are folded: bare letters, å and aa are one, ø and oe, æ and ae. */
  const fold = (text) => text.toLowerCase().normalize("NFC").replace(/[æä]/g, "a").replace(/[øö]/g, "o")
    .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/aa/g, "a").replace(/oe/g, "o").replace(/ae/g, "a")
    .replace(/[^a-z0-9]+/g, " ").trim();
  const folded = index.map((row) => [row, ` ${fold(row[1])}`, ` ${row[4]}`]);
  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  /* A word counts most in a title, more at the beginning of a word than within one. */
  const weight = (word, title, words) => {
    if (title.includes(` ${word}`)) return 8;
    if (title.includes(word)) return 4;
    if (words.includes(` ${word}`)) return 2;
    return words.includes(word) ? 1 : 0;
  };
  const show = () => {
    const words = fold(query.value).split(" ").filter(Boolean);
    found.replaceChildren();
    count.textContent = "";
    if (!words.length) return;
    const hits = folded.map(([row, title, all], at) => {
      const weights = words.map((word) => weight(word, title, all));
      return { row, at, sum: weights.includes(0) ? 0 : weights.reduce((one, other) => one + other, 0) };
    }).filter((hit) => hit.sum).sort((one, other) => other.sum - one.sum || one.at - other.at);
    count.textContent = hits.length ? count.dataset.found.replace("{number}", hits.length) : count.dataset.none;
    hits.slice(0, 50).forEach(({ row: [file, title, section, summary] }) => {
      const item = element("li", "", found);
      if (section) element("p", section, item).className = "when";
      element("a", title, element("p", "", item)).href = file;
      if (summary) element("p", summary, item);
    });
  };
  query.value = new URLSearchParams(location.search).get("q") || "";
  query.addEventListener("input", show);
  query.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  show();
  if (!query.value) query.focus();
})();
