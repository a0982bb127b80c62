"use strict";
// Sorts tables by a column and filters their rows. Without it every table is as complete.
for (const table of document.querySelectorAll(".table > table")) {
  const body = table.tBodies[0], heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
  if (body.rows.length < 3) continue;
  const rows = [...body.rows];
  const read = (row, column) => row.cells[column].textContent.trim();
  const measure = (text) => parseFloat(text.replace(/,/g, "").replace("\u2212", "-"));
  heads.forEach((head, column) => {
    const numeric = head.classList.contains("number"), button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const down = now ? now === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = (one, two) => {
        const a = read(one, column), b = read(two, column);
        if (!numeric) return (down ? -1 : 1) * a.localeCompare(b);
        const x = measure(a), y = measure(b);
        return isNaN(x) || isNaN(y) ? isNaN(x) - isNaN(y) : (down ? -1 : 1) * (x - y);
      };
      body.append(...[...rows].sort(compare));
    });
  });
  if (rows.length < 10) continue;
  const bar = document.createElement("p"), label = document.createElement("label"), field = document.createElement("input");
  const told = document.createElement("span");
  bar.className = "filter";
  field.type = "search";
  told.setAttribute("role", "status");
  label.append("Filter rows ", field);
  bar.append(label, " ", told);
  table.parentElement.before(bar);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    told.textContent = wanted ? `${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  });
}
