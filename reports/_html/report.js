// The table of documents and the reading view. Scraped strings reach the page as text nodes and attribute values of
// elements made here, never as markup: the policy of the page (trusted types) does not allow anything else.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("index").textContent);
  const total = data.title.length;
  const PAGE = 50;
  const number = new Intl.NumberFormat("en").format;

  // ---- elements

  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const icon = (severity) =>
    svg("svg", { class: `icon ${severity}`, "aria-hidden": "true" }, svg("use", { href: `#icon-${severity}` }));

  const scoreBar = (score) =>
    svg("svg", { class: `bar ${look(score)}`, viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "track", width: "100", height: "6" }), svg("rect", { class: "fill", width: String(score), height: "6" }));

  const look = (score) => (score >= 90 ? "good" : score >= 70 ? "fair" : "poor");
  const plural = (count, one) => `${number(count)} ${one}${count === 1 ? "" : "s"}`;

  // ---- what cannot be seen is written out, as in the terminal: controls, marks of direction, heaps of accents

  const ODD = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/u;
  const JOINERS = /[\u200c\u200d]/;  // letters of many scripts and emoji are joined by them; they steer nothing
  const UNSEEN = /^[\s\p{C}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]*$/u;
  const HEAP = /(\p{M}{4})(\p{M}+)/gu;
  const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff]*$/;

  function escape(char) {
    const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[char];
    if (named) return named;
    const code = char.codePointAt(0);
    const hex = code.toString(16);
    return code < 0x100 ? `\\x${hex.padStart(2, "0")}` : code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  }

  const escapeAll = (string) => [...string].map(escape).join("");

  // A string for a label or a message: on one line, with nothing invisible in it.
  function visible(string) {
    if (PLAIN.test(string)) return string;
    return [...string.replace(HEAP, (_, few, rest) => few + escapeAll(rest))]
      .map((char) => (ODD.test(char) && !JOINERS.test(char) ? escape(char) : char)).join("");
  }

  // Text in the reading view: odd characters in frames; where all of it is blank, as it is in findings on blanks, with signs.
  function appendText(parent, string, blank) {
    if (!blank && PLAIN.test(string)) {
      parent.append(string);
      return;
    }
    let run = "";
    const flush = () => { if (run) parent.append(run); run = ""; };
    const frame = (name, shown) => { flush(); parent.append(el("span", { class: name }, shown)); };
    let marks = 0;
    for (const char of string) {
      marks = /\p{M}/u.test(char) ? marks + 1 : 0;
      if (blank && char !== "\n") frame(/[\t \u00a0\u2000-\u200a\u202f\u205f\u3000]/.test(char) ? "blank" : "odd", BLANKS[char] || escapeBlank(char));
      else if (char === "\t") run += char;
      else if (marks > 4 || (ODD.test(char) && !JOINERS.test(char))) frame("odd", escape(char));
      else run += char;
    }
    flush();
  }

  const BLANKS = { " ": "·", "\t": "⇥", "\u00a0": "⍽" };
  const escapeBlank = (char) => (UNSEEN.test(char) ? escape(char) : char);

  // ---- the list: filters, order, table

  const filters = { q: byId("q"), site: byId("site"), rule: byId("rule"), severity: byId("severity"), min: byId("min"), max: byId("max"), failed: byId("failed"), kept: byId("kept") };
  const name = (i) => data.paths[data.path[i]] + (data.record[i] ? `#${data.record[i]}` : "");
  const siteOf = (i) => (data.site[i] < 0 ? "" : data.sites[data.site[i]]);
  let haystack = null;
  let order = [];
  let sort = { key: "score", down: false };
  let page = 0;

  const hay = (i) => `${data.title[i]}\n${name(i)}\n${data.id[i]}\n${siteOf(i)}`.toLowerCase();
  const collator = new Intl.Collator("en", { numeric: true });
  const KEYS = {
    score: (i) => data.score[i], verdict: (i) => 1 - data.failed[i], name: (i) => data.title[i] || name(i), site: siteOf,
    errors: (i) => data.counts[i][0], warnings: (i) => data.counts[i][1], infos: (i) => data.counts[i][2],
  };

  function fillSelects() {
    filters.site.append(...data.sites.map((site) => el("option", { value: site }, visible(site))));
    const groups = new Map();
    for (const [rule, category] of data.rules) {
      if (!groups.has(category)) groups.set(category, el("optgroup", { label: category }));
      groups.get(category).append(el("option", { value: rule }, rule));
    }
    filters.rule.append(...[...groups.keys()].sort().map((category) => groups.get(category)));
  }

  const bound = (input, otherwise) => (input.value === "" || Number.isNaN(input.valueAsNumber) ? otherwise : input.valueAsNumber);

  function filter() {
    const words = filters.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !haystack) haystack = data.title.map((_, i) => hay(i));
    const site = filters.site.selectedIndex - 1;
    const rule = data.rules.findIndex(([name]) => name === filters.rule.value);
    const severity = data.severities.indexOf(filters.severity.value);
    const min = bound(filters.min, -1);
    const max = bound(filters.max, 101);
    const has = (i) => {
      const found = data.found[i];
      for (let at = 0; at < found.length; at += 2) if (found[at] === rule) return true;
      return false;
    };
    order = [];
    for (let i = 0; i < total; i++) {
      if (filters.failed.checked && !data.failed[i]) continue;
      if (filters.kept.checked && !data.kept[i]) continue;
      if (site >= 0 && data.site[i] !== site) continue;
      if (severity >= 0 && !data.counts[i][severity]) continue;
      if (data.score[i] < min || data.score[i] > max) continue;
      if (rule >= 0 && !has(i)) continue;
      if (words.length && !words.every((word) => haystack[i].includes(word))) continue;
      order.push(i);
    }
    const key = KEYS[sort.key];
    const values = new Map(order.map((i) => [i, key(i)]));
    const text = sort.key === "name" || sort.key === "site";
    const way = sort.down ? -1 : 1;
    order.sort((a, b) => {
      const one = values.get(a);
      const other = values.get(b);
      return way * (text ? (one === other ? 0 : collator.compare(one, other)) : one - other) || a - b;
    });
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(order.length / PAGE));
    page = Math.min(page, pages - 1);
    byId("rows").replaceChildren(...order.slice(page * PAGE, (page + 1) * PAGE).map(row));
    if (!order.length) byId("rows").append(el("tr", {}, el("td", { colspan: "7" }, "No document matches these filters.")));
    byId("count").textContent = order.length === total ? plural(total, "document") : `${number(order.length)} of ${plural(total, "document")}`;
    byId("pager").hidden = pages === 1;
    byId("page").textContent = `Page ${number(page + 1)} of ${number(pages)}`;
    byId("page-previous").disabled = page === 0;
    byId("page-next").disabled = page === pages - 1;
    for (const head of document.querySelectorAll("#table th[data-sort]")) {
      if (head.dataset.sort === sort.key) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  function row(i) {
    const counts = data.counts[i];
    const cell = (count) => el("td", { class: count ? "number" : "number nothing" }, number(count));
    const few = data.severities.map((severity, at) => counts[at] && el("span", {}, icon(severity), ` ${plural(counts[at], severity)}`));
    return el("tr", {},
      el("td", { class: `score ${look(data.score[i])}` }, scoreBar(data.score[i]), data.score[i].toFixed(1)),
      el("td", {}, verdict(i)),
      el("td", { class: "name" },
        el("a", { href: `#doc=${i + 1}`, dir: "auto" }, visible(data.title[i]) || "(no title)"),
        el("span", { class: "where" }, el("bdi", {}, visible(name(i)))),
        el("span", { class: "few" }, ...few.filter(Boolean))),
      el("td", { class: "site" }, el("bdi", {}, visible(siteOf(i)))),
      ...counts.map(cell));
  }

  const verdict = (i) => el("span", { class: `gate ${data.failed[i] ? "fail" : "pass"}` }, data.failed[i] ? "FAIL" : "PASS");

  function refilter() {
    page = 0;
    filter();
    draw();
    remember();
  }

  // The address has what is filtered for, so that it can be passed on.
  function filterHash() {
    const chosen = new URLSearchParams();
    for (const [key, input] of Object.entries(filters)) {
      const value = input.type === "checkbox" ? (input.checked ? "1" : "") : input.value;
      if (value) chosen.set(key, value);
    }
    if (sort.key !== "score" || sort.down) chosen.set("sort", (sort.down ? "-" : "") + sort.key);
    return chosen.toString();
  }

  function remember() {
    const hash = filterHash();
    if (!hash && !location.hash.includes("=")) return;
    try {
      history.replaceState(history.state, "", `#${hash || "documents"}`);
    } catch { /* too many changes in a short time, as some browsers count */ }
  }

  function takeFilters(chosen) {
    for (const [key, input] of Object.entries(filters)) {
      if (input.type === "checkbox") input.checked = chosen.get(key) === "1";
      else input.value = chosen.get(key) || "";
    }
    const key = (chosen.get("sort") || "score").replace(/^-/, "");
    sort = { key: Object.hasOwn(KEYS, key) ? key : "score", down: (chosen.get("sort") || "").startsWith("-") };
    page = 0;
    filter();
    draw();
  }

  // ---- the reading view

  let open = null;      // the document that is open: its number from 0, data, findings that are shown, marks
  let scrolled = 0;

  const findingOf = (detail, values, at) => {
    const [rule, severity, field, start, end, line, column, message, hint, fix, replacement] = values;
    const string = (which) => (which < 0 ? "" : detail.m[which]);
    return {
      at, rule: data.rules[rule][0], severity: data.severities[severity], rank: severity, field, start, end, line, column,
      message: string(message), hint: string(hint), fix: ["", "safe", "unsafe"][fix], replacement: replacement < 0 ? null : string(replacement),
      whole: !field && start === 0 && end === 0,
    };
  };

  function openDocument(i, wanted, rule) {
    if (document.readyState === "loading") {  // the texts are still being read
      document.addEventListener("DOMContentLoaded", route, { once: true });
      return;
    }
    if (!data.kept[i]) {
      open = { i, detail: null, findings: [], shown: [], anchors: new Map(), now: -1 };
    } else {
      const detail = JSON.parse(byId(`d${i + 1}`).textContent);
      open = { i, detail, findings: detail.f.map((values, at) => findingOf(detail, values, at)), shown: [], anchors: new Map(), now: -1 };
    }
    hideTip();
    if (byId("reader").hidden) scrolled = scrollY;
    byId("report").hidden = true;
    byId("reader").hidden = false;
    if (!order.includes(i)) takeFilters(new URLSearchParams());
    drawHead();
    const counts = new Map();
    for (const finding of open.findings) counts.set(finding.rule, (counts.get(finding.rule) || 0) + 1);
    const select = byId("reader-rule");
    select.replaceChildren(el("option", { value: "" }, "All rules"),
      ...[...counts.keys()].sort().map((name) => el("option", { value: name }, `${name} (${number(counts.get(name))})`)));
    select.value = counts.has(rule) ? rule : "";
    drawFindings();
    const place = order.indexOf(i);
    byId("document-place").textContent = `${number(place + 1)} of ${number(order.length)}`;
    byId("document-previous").disabled = place <= 0;
    byId("document-next").disabled = place >= order.length - 1;
    scrollTo(0, 0);
    byId("reader-title").focus({ preventScroll: true });
    if (wanted >= 0 && open.findings[wanted]) goTo(wanted);
    document.title = `${visible(data.title[i]) || visible(name(i))} – scrapelint`;
  }

  function drawHead() {
    const { i, detail } = open;
    const counts = data.severities.map((severity, at) => data.counts[i][at] && el("span", {}, icon(severity), ` ${plural(data.counts[i][at], severity)}`));
    const parts = [
      el("h1", { id: "reader-title", tabindex: "-1", dir: "auto" }, visible(data.title[i]) || "(no title)"),
      el("div", { class: "about" }, verdict(i), el("strong", { class: look(data.score[i]) }, `Score ${data.score[i].toFixed(1)}`),
        el("span", {}, `clean ${data.clean[i].toFixed(1)} · complete ${data.complete[i].toFixed(1)}`), ...counts.filter(Boolean)),
      el("div", { class: "about" }, el("span", { class: "where" }, el("bdi", {}, visible(name(i)))),
        siteOf(i) ? el("span", {}, el("bdi", {}, visible(siteOf(i)))) : null),
    ];
    if (detail) {
      parts.push(el("dl", { class: "fields", id: "fields" }));
      if (detail.d.length) {
        const rows = detail.d.map(([, rule, points]) => el("tr", {}, el("td", { class: "rule" }, visible(rule)), el("td", { class: "number" }, `−${points.toFixed(1)}`)));
        parts.push(el("details", {}, el("summary", {}, "What the score is made of"), el("table", {}, el("tbody", {}, ...rows))));
      }
      for (const [rule, error] of detail.c) parts.push(el("div", { class: "callout error" }, el("span", { class: "rule" }, visible(rule)), ` crashed: ${visible(error)}`));
    } else {
      const found = [];
      for (let at = 0; at < data.found[i].length; at += 2) found.push(el("tr", {}, el("td", { class: "rule" }, data.rules[data.found[i][at]][0]), el("td", { class: "number" }, number(data.found[i][at + 1]))));
      parts.push(el("div", { class: "callout" }, "The text of this document is not in this file: only those of the worst documents of each site are, until the file is full. To read it, check this document alone."));
      if (found.length) parts.push(el("details", { open: true }, el("summary", {}, "Findings by rule"), el("table", {}, el("tbody", {}, ...found))));
    }
    byId("reader-head").replaceChildren(...parts);
  }

  // Fields, text and list, with the findings of the rule that is chosen.
  function drawFindings() {
    const rule = byId("reader-rule").value;
    const { detail } = open;
    open.shown = open.findings.filter((finding) => !rule || finding.rule === rule);
    open.anchors = new Map();
    open.now = -1;
    const text = byId("text");
    text.replaceChildren();
    byId("whole").replaceChildren();
    byId("findings").replaceChildren();
    text.hidden = !detail;
    document.querySelector("#reader aside").hidden = !detail;
    if (detail) {
      drawFields(detail);
      byId("whole").append(...open.shown.filter((finding) => finding.whole).map(callout));
      drawText(text, detail);
      drawList(detail);
    }
    stepText();
  }

  function drawFields(detail) {
    const rows = [];
    for (const [field, value, length] of detail.x) {
      const into = el("dd", {});
      const spans = open.shown.filter((finding) => finding.field === field && finding.end <= value.length);
      drawMarked(into, value, 0, 0, spans);
      if (value.length < length) into.append(el("span", { class: "note" }, `… ${number(length - value.length)} more characters`));
      if (field === "url") into.append(...pageLink(value));
      rows.push(el("dt", {}, field), into);
    }
    byId("fields").replaceChildren(...rows);
    for (const finding of open.shown) {
      if (finding.field && !open.anchors.has(finding.at)) byId("whole").append(callout(finding));
    }
  }

  // A link to the page itself: only where the address is one of the web, and only followed when somebody clicks on it.
  function pageLink(value) {
    try {
      const address = new URL(value);
      if (address.protocol !== "https:" && address.protocol !== "http:") return [];
      return [el("a", { href: address.href, rel: "noopener noreferrer nofollow external", target: "_blank" }, "open the page")];
    } catch {
      return [];
    }
  }

  function callout(finding) {
    const box = el("div", { class: `callout ${finding.severity}`, tabindex: "0", "data-at": finding.at }, ...explain(finding));
    open.anchors.set(finding.at, [box]);
    return box;
  }

  // What is said of a finding: severity, rule, message, hint, fix.
  function explain(finding) {
    const where = finding.field ? ` in ${finding.field}` : "";
    const parts = [el("div", {}, icon(finding.severity), ` ${finding.severity} `, el("span", { class: "rule" }, finding.rule), where), el("div", { dir: "auto" }, visible(finding.message))];
    if (finding.hint) parts.push(el("div", { class: "hint" }, visible(finding.hint)));
    if (finding.fix) {
      const what = finding.replacement === "" ? "taken out" : finding.replacement === null ? "replaced" : "replaced by ";
      parts.push(el("div", { class: "fix" }, `Fix (${finding.fix}): ${what}`, finding.replacement ? el("bdi", {}, el("code", {}, visible(finding.replacement))) : ""));
    }
    return parts;
  }

  function drawText(into, detail) {
    if (!detail.n) {
      into.append(el("p", { class: "empty" }, "The text is empty."));
      return;
    }
    const spans = open.shown.filter((finding) => !finding.field && !finding.whole);
    let done = 0;
    for (const [start, line, piece] of detail.t) {
      if (start > done) into.append(gap(start - done));
      drawMarked(into, piece, start, line, spans);
      done = start + piece.length;
    }
    if (detail.n > done) into.append(gap(detail.n - done));
  }

  const gap = (count) => el("p", { class: "gap" }, `${plural(count, "character")} without shown findings left out`);

  // A piece of text that begins at `base`, line by line, cut wherever a finding begins or ends.
  function drawMarked(into, piece, base, firstLine, findings) {
    const end = base + piece.length;
    const spans = findings
      .filter((finding) => finding.start <= end && finding.end >= base && (finding.end > base || finding.start >= base) && (finding.start < end || finding.start === finding.end))
      .sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
    for (const span of spans) {
      span.unseen = span.end > span.start && span.start >= base && UNSEEN.test(piece.slice(span.start - base, span.end - base));
    }
    let lineNumber = firstLine;
    let line = null;
    const newLine = () => {
      line = el("div", { class: "line", dir: "auto", "data-line": firstLine ? lineNumber++ : null });
      into.append(line);
    };
    const put = (string, active) => {
      const parts = string.split("\n");
      parts.forEach((part, at) => {
        const last = at === parts.length - 1;
        const unseen = active.some((finding) => finding.unseen);
        if (!last && !unseen) part = part.replace(/\r$/, "");
        if (part || (!last && unseen)) {
          const target = active.length ? marked(active) : line;
          if (target !== line) line.append(target);
          appendText(target, part, unseen);
          if (!last && unseen) target.append(el("span", { class: "blank" }, "↵"));
        }
        if (!last) newLine();
      });
    };
    newLine();
    let at = base;
    let next = 0;
    let active = [];
    while (at < end || next < spans.length) {
      active = active.filter((finding) => finding.end > at);
      while (next < spans.length && spans[next].start <= at) {
        const span = spans[next++];
        if (span.start === span.end) line.append(marked([span], true));
        else active.push(span);
      }
      let stop = next < spans.length ? Math.min(end, spans[next].start) : end;
      for (const finding of active) stop = Math.min(stop, finding.end);
      if (stop > at) put(piece.slice(at - base, stop - base), active);
      else if (at >= end) break;
      at = Math.max(stop, at);
    }
  }

  function marked(active, point) {
    const worst = active.reduce((one, other) => (other.rank < one.rank ? other : one));
    const mark = el("mark", { class: `${worst.severity}${active.length > 1 ? " over" : ""}${point ? " point" : ""}`, "data-all": active.map((finding) => finding.at).join(" ") });
    for (const finding of active) {
      if (open.anchors.has(finding.at)) {
        open.anchors.get(finding.at).push(mark);
      } else {
        open.anchors.set(finding.at, [mark]);
        mark.classList.add("start");
        mark.tabIndex = 0;
        mark.setAttribute("aria-describedby", "tip");
        if (!mark.dataset.at) mark.dataset.at = finding.at;
      }
    }
    return mark;
  }

  function drawList(detail) {
    const groups = new Map();
    for (const finding of open.shown) {
      const name = finding.whole ? "On the whole document" : finding.field ? `In the ${finding.field}` : "In the text";
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(finding);
    }
    const into = byId("findings");
    if (!open.shown.length) into.append(el("p", { class: "note" }, "None."));
    for (const [name, findings] of groups) {
      into.append(el("h3", {}, `${name} (${number(findings.length)})`), el("ol", {}, ...findings.map((finding) => el("li", {}, listed(finding)))));
    }
    if (detail.more) into.append(el("p", { class: "note" }, `And ${plural(detail.more, "finding")} more that are not in this file.`));
  }

  const listed = (finding) => el("button", { type: "button", class: "finding", "data-go": finding.at },
    icon(finding.severity), el("span", { class: "rule" }, el("span", { class: "unseen" }, `${finding.severity} `), finding.rule),
    el("span", { class: "place" }, finding.whole || finding.field ? "" : `${number(finding.line)}:${number(finding.column)}`),
    el("span", { class: "message", dir: "auto" }, visible(finding.message)), quote(finding));

  // The beginning of what is marked.
  function quote(finding) {
    if (finding.field || finding.whole || finding.unseen) return null;
    const piece = open.detail.t.find(([start, , text]) => start <= finding.start && finding.start < start + text.length);
    if (!piece) return el("span", { class: "message" }, "in a part that is left out");
    const text = piece[2].slice(finding.start - piece[0], Math.min(finding.end - piece[0], finding.start - piece[0] + 200)).trim().replace(/\s+/g, " ");
    return text ? el("span", { class: "quote", dir: "auto" }, visible(text.slice(0, 120))) : null;
  }

  function stepText() {
    const place = open.shown.findIndex((finding) => finding.at === open.now);
    byId("finding-place").textContent = !open.shown.length ? "No findings" : place < 0 ? plural(open.shown.length, "finding") : `${number(place + 1)} of ${number(open.shown.length)}`;
    byId("finding-previous").disabled = !open.shown.length || place === 0;
    byId("finding-next").disabled = !open.shown.length || place === open.shown.length - 1;
  }

  // Make a finding the current one: in the text, in the list, in the address.
  function mind(at) {
    for (const element of document.querySelectorAll("#reader .now")) element.classList.remove("now");
    open.now = at;
    for (const anchor of open.anchors.get(at) || []) anchor.classList.add("now");
    const item = document.querySelector(`#findings [data-go="${at}"]`);
    if (item) {
      item.classList.add("now");
      for (const other of document.querySelectorAll("#findings [aria-current]")) other.removeAttribute("aria-current");
      item.setAttribute("aria-current", "true");
      reveal(item);
      requestAnimationFrame(() => reveal(item));  // entries that come into view for the first time may have another height
    }
    stepText();
    try {
      history.replaceState(history.state, "", `#${readerHash(open.i, at)}`);
    } catch { /* too many changes in a short time, as some browsers count */ }
  }

  // Scroll the list, and nothing else, to an entry.
  function reveal(item) {
    const aside = item.closest("aside");
    if (!aside || aside.scrollHeight <= aside.clientHeight || getComputedStyle(aside).position !== "sticky") return;
    const offset = item.getBoundingClientRect().top - aside.getBoundingClientRect().top;
    if (offset < 40 || offset > aside.clientHeight - 60) aside.scrollTop += offset - aside.clientHeight / 2;
  }

  function readerHash(i, at) {
    const rule = byId("reader-rule").value;
    return `doc=${i + 1}${at >= 0 ? `&finding=${at + 1}` : ""}${rule ? `&rule=${encodeURIComponent(rule)}` : ""}`;
  }

  function goTo(at) {
    const [anchor] = open.anchors.get(at) || [];
    mind(at);
    if (!anchor) {  // its place is in a part of the text that was cut
      const item = document.querySelector(`#findings [data-go="${at}"]`);
      if (item) item.focus();
      hideTip();
      return;
    }
    anchor.scrollIntoView({ block: "center", inline: "nearest" });
    minding = at;
    anchor.focus({ preventScroll: true });
    minding = -1;
    showTip(anchor, at);
  }

  let minding = -1;

  function stepFinding(by) {
    if (!open || !open.shown.length) return;
    const place = open.shown.findIndex((finding) => finding.at === open.now);
    const next = place < 0 ? (by > 0 ? 0 : open.shown.length - 1) : place + by;
    if (open.shown[next]) goTo(open.shown[next].at);
  }

  function stepDocument(by) {
    const next = open ? order[order.indexOf(open.i) + by] : order[0];
    if (next === undefined) return;
    if (open) location.replace(`#${readerHash(next, -1)}`);  // so that the way back leads to the list
    else location.hash = readerHash(next, -1);
  }

  // ---- the tip

  const tip = byId("tip");
  let leaving = 0;

  function showTip(mark, first) {
    if (!mark.dataset.all) {
      hideTip();
      return;
    }
    clearTimeout(leaving);
    const all = mark.dataset.all.split(" ").map((at) => open.findings[at]);
    all.sort((a, b) => (b.at === first) - (a.at === first) || a.rank - b.rank);
    const boxes = all.slice(0, 5).map((finding) => el("div", {}, ...explain(finding)));
    if (all.length > 5) boxes.push(el("div", { class: "note" }, `and ${number(all.length - 5)} more here`));
    tip.replaceChildren(...boxes);
    tip.hidden = false;
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const width = tip.offsetWidth;
    const height = tip.offsetHeight;
    const below = box.bottom + 10 + height < innerHeight || box.top < height + 70;
    tip.style.left = `${scrollX + Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`;
    tip.style.top = `${scrollY + (below ? box.bottom + 10 : box.top - height - 10)}px`;
  }

  function hideTip() {
    clearTimeout(leaving);
    tip.hidden = true;
  }

  // ---- where the address leads

  function route() {
    const hash = location.hash.slice(1);
    if (hash === "main") return;
    const wanted = new URLSearchParams(hash.includes("=") ? hash : "");
    const i = Number.parseInt(wanted.get("doc"), 10) - 1;
    if (i >= 0 && i < total) {
      const at = Number.parseInt(wanted.get("finding"), 10) - 1;
      openDocument(i, Number.isNaN(at) ? -1 : at, wanted.get("rule") || filters.rule.value);
      return;
    }
    showReport(wanted, hash);
  }

  function showReport(wanted, hash) {
    const from = open;
    open = null;
    hideTip();
    byId("reader").hidden = true;
    byId("report").hidden = false;
    document.title = title;
    if (hash.includes("=") && hash !== filterHash()) {
      takeFilters(wanted);
      byId("documents").scrollIntoView();
      byId("documents").focus({ preventScroll: true });
    } else if (from) {
      const place = order.indexOf(from.i);
      if (place >= 0 && Math.floor(place / PAGE) !== page) {
        page = Math.floor(place / PAGE);
        draw();
      }
      const link = document.querySelector(`#rows a[href="#doc=${from.i + 1}"]`);
      if (hash === "overview") {
        scrollTo(0, 0);
        return;
      }
      scrollTo(0, scrolled);
      if (link) {
        link.focus({ preventScroll: true });
        link.scrollIntoView({ block: "nearest" });
      }
    } else if (hash && byId(hash) && byId(hash).tagName === "SECTION") {
      byId(hash).scrollIntoView();
    }
  }

  const title = document.title;

  function back() {
    location.hash = filterHash() || "documents";
  }

  // ---- events

  const form = byId("filters");
  form.addEventListener("input", refilter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refilter));
  byId("table").tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th[data-sort]");
    if (!head) return;
    const key = head.dataset.sort;
    const numbers = key === "errors" || key === "warnings" || key === "infos";
    sort = { key, down: sort.key === key ? !sort.down : numbers };
    refilter();
  });
  const turn = (by) => {
    page += by;
    draw();
    byId("table").scrollIntoView({ block: "start" });
  };
  byId("page-previous").addEventListener("click", () => turn(-1));
  byId("page-next").addEventListener("click", () => turn(1));
  for (const button of document.querySelectorAll("[data-more]")) {
    const rows = byId(button.dataset.more);
    const label = button.textContent;
    const toggle = () => {
      rows.hidden = !rows.hidden;
      button.setAttribute("aria-expanded", String(!rows.hidden));
      button.textContent = rows.hidden ? label : "Show fewer";
    };
    toggle();
    button.hidden = false;
    button.addEventListener("click", toggle);
  }

  byId("back").addEventListener("click", back);
  byId("document-previous").addEventListener("click", () => stepDocument(-1));
  byId("document-next").addEventListener("click", () => stepDocument(1));
  byId("finding-previous").addEventListener("click", () => stepFinding(-1));
  byId("finding-next").addEventListener("click", () => stepFinding(1));
  byId("reader-rule").addEventListener("change", () => {
    hideTip();
    drawFindings();
    try {
      history.replaceState(history.state, "", `#${readerHash(open.i, -1)}`);
    } catch { /* as above */ }
  });

  const reader = byId("reader");
  reader.addEventListener("click", (event) => {
    const item = event.target.closest("[data-go]");
    if (item) {
      goTo(Number(item.dataset.go));
      return;
    }
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) {
      const all = mark.dataset.all.split(" ").map(Number);
      mind(all.includes(open.now) ? open.now : Number(mark.dataset.at || all[0]));
      showTip(mark, open.now);
    }
  });
  reader.addEventListener("focusin", (event) => {
    const { at } = event.target.dataset;
    if (at === undefined) {
      hideTip();
    } else if (minding < 0) {
      mind(Number(at));
      showTip(event.target, Number(at));
    }
  });
  reader.addEventListener("focusout", hideTip);
  reader.addEventListener("pointerover", (event) => {
    const mark = event.pointerType !== "touch" && event.target.closest("mark");
    if (mark) showTip(mark, open.now);
  });
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      const focused = document.activeElement.closest("mark");
      if (focused) showTip(focused, open.now);
      else hideTip();
    }, 250);
  };
  reader.addEventListener("pointerout", (event) => { if (event.target.closest("mark")) leave(); });
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", leave);

  const help = byId("help");
  byId("help-open").hidden = false;
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open || event.isComposing) return;
    if (event.key === "Escape") {
      if (!tip.hidden) hideTip();
      else if (open) back();
      return;
    }
    if (!byId("keys").checked || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const act = {
      n: () => stepFinding(1), j: () => stepFinding(1), p: () => stepFinding(-1), k: () => stepFinding(-1),
      N: () => stepDocument(1), "]": () => stepDocument(1), P: () => stepDocument(-1), "[": () => stepDocument(-1),
      "/": () => { if (open) back(); setTimeout(() => filters.q.focus(), 60); }, "?": () => help.showModal(),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  addEventListener("hashchange", route);

  // ---- begin

  form.hidden = false;
  byId("table").hidden = false;
  fillSelects();
  filter();
  draw();
  route();
})();
