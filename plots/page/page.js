// Draws the charts of a page, switches their series, sorts its tables. It runs from a file, without a network.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let isPaper = false;
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const PREFIXES = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"], [1e-12, "p"]];

function withPrefix(value, unit) {
  const size = Math.abs(value);
  const isPlain = unit === "%" || size === 0 || (unit === "" && size < 1);
  const [factor, prefix] = isPlain ? [1, ""] : PREFIXES.find(([least]) => size >= least * 0.9995) ?? [1, ""];
  const digits = Number((value / factor).toPrecision(3));
  return `${size && size < 1e-3 && isPlain ? digits.toExponential() : digits} ${prefix}${unit}`.trim();
}

// Black ink on black ground would be lost.
function readable(colour) {
  if (!dark.matches || isPaper) return colour;
  const parts = colour.match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16));
  return `rgb(${parts.map((part) => Math.round(part + (255 - part) * 0.4)).join(", ")})`;
}

function scale(axis, type) {
  return {
    type: type ?? (axis.logarithmic ? "logarithmic" : "linear"),
    title: { display: true, text: axis.unit ? `${axis.label} (${axis.unit})` : axis.label, color: cssColour("--ink") },
    grid: { color: cssColour("--line") },
    ticks: {
      color: cssColour("--muted"), autoSkip: type !== "category", maxRotation: 0,
      callback(value) {
        if (type === "category") return shortened(this.getLabelForValue(value));
        if (axis.logarithmic && !isRound(value)) return "";
        return withPrefix(value, axis.unit);
      },
    },
  };
}

const shortened = (name) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
const isRound = (value) => [1, 2, 5].includes(Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(2)));

const whiskers = {
  id: "whiskers",
  afterDatasetDraw(chart, { index, meta }) {
    if (meta.hidden || chart.config.options.stacked) return;
    const across = chart.options.indexAxis === "y";
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    ctx.strokeStyle = chart.data.datasets[index].borderColor;
    ctx.lineWidth = 1.25;
    meta.data.forEach((element, at) => {
      const { low, high } = chart.data.datasets[index].data[at];
      if (low === null || high === null) return;
      const scale = chart.scales[across ? "x" : "y"];
      const [from, to] = [low, high].map((value) => scale.getPixelForValue(value));
      ctx.beginPath();
      ctx.moveTo(...(across ? [from, element.y] : [element.x, from]));
      ctx.lineTo(...(across ? [to, element.y] : [element.x, to]));
      ctx.stroke();
    });
    ctx.restore();
  },
};

const GUIDE_LINE = { pointStyle: false, radius: 0 };
const GUIDE_IN_A_ROW = { pointStyle: "line", rotation: 90, radius: 9, pointBorderWidth: 2 };

function dataset(series, figure) {
  const colour = readable(series.colour);
  const across = figure.kind !== "lines";
  const marks = series.guide ? (across ? GUIDE_IN_A_ROW : GUIDE_LINE) : { pointStyle: series.shape, radius: 4.5 };
  return {
    label: series.name, hidden: false, borderColor: colour, borderDash: series.dash, borderWidth: 1.75,
    backgroundColor: colour, ...marks, pointBorderColor: colour,
    pointBackgroundColor: series.points.map((point) => (point[5] ? cssColour("--ground") : colour)),
    hoverRadius: 7, hitRadius: 6, showLine: !across, order: series.guide ? 1 : 0,
    data: series.points.map(([place, value, low, high, words, doubt]) =>
      ({ [across ? "y" : "x"]: place, [across ? "x" : "y"]: value, low, high, words, doubt })),
  };
}

// Whiskers take room too.
function values(figure) {
  const ends = figure.series.flatMap(({ points }) => points.flatMap(([, value, low, high]) => [value, low ?? value, high ?? value]));
  const room = figure.values.logarithmic ? 1.05 : 1;
  const reached = ends.filter((end) => end > 0 || !figure.values.logarithmic);
  if (figure.kind === "stack") return scale(figure.values);
  return { ...scale(figure.values), suggestedMin: Math.min(...reached) / room, suggestedMax: Math.max(...reached) * room };
}

function places(figure) {
  const across = figure.kind !== "lines";
  const axis = scale(figure.places, across ? "category" : undefined);
  if (across) return { ...axis, labels: figure.names, offset: true, title: { display: false } };
  if (figure.places.logarithmic) return axis;
  const measured = [...new Set(figure.series.flatMap(({ points }) => points.map(([place]) => place)))].sort((a, b) => a - b);
  return { ...axis, afterBuildTicks(built) { built.ticks = measured.map((value) => ({ value })); } };
}

function options(figure) {
  const across = figure.kind !== "lines";
  const stacked = figure.kind === "stack";
  return {
    animation: false, responsive: true, maintainAspectRatio: false, indexAxis: across ? "y" : "x", stacked,
    interaction: { mode: "nearest", intersect: true },
    scales: { [across ? "y" : "x"]: { ...places(figure), stacked }, [across ? "x" : "y"]: { ...values(figure), stacked } },
    plugins: {
      legend: { display: false },
      tooltip: {
        callbacks: {
          title: (items) => items.map(({ raw }) => (across ? raw.y : `${figure.places.label}: ${withPrefix(raw.x, figure.places.unit)}`)),
          label: ({ dataset: { label }, raw }) => [label, ...wrapped(raw.words), ...wrapped(raw.doubt)],
        },
      },
    },
  };
}

const wrapped = (text) => text.match(/.{1,60}(\s|$)|.{1,60}/g) ?? [];

function draw(element) {
  const figure = JSON.parse(element.querySelector("script").textContent);
  const canvas = element.querySelector("canvas");
  Chart.getChart(canvas)?.destroy();
  element.classList.add("drawn");
  if (figure.kind !== "lines") element.querySelector(".frame").style.height = `${90 + 26 * figure.names.length}px`;
  const chart = new Chart(canvas, {
    type: figure.kind === "stack" ? "bar" : "line", plugins: [whiskers], options: options(figure),
    data: { datasets: figure.series.map((series) => dataset(series, figure)) },
  });
  const switches = element.querySelector(".switches");
  const off = new Set([...switches.querySelectorAll('[aria-pressed="false"]')].map((each) => each.textContent));
  switches.replaceChildren(...figure.series.map((series, at) => switchOf(chart, series, at, off.has(series.name))));
}

function switchOf(chart, series, at, isOff) {
  const button = document.createElement("button");
  const sample = document.createElement("i");
  sample.style.background = readable(series.colour);
  button.type = "button";
  button.append(sample, series.name);
  const show = (isShown) => {
    chart.setDatasetVisibility(at, isShown);
    chart.update();
    button.setAttribute("aria-pressed", isShown);
  };
  button.addEventListener("click", () => show(!chart.isDatasetVisible(at)));
  show(!isOff);
  return button;
}

// What holds no number comes last.
function sortValue(cell) {
  return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
}

function compareCells(one, other, isWord) {
  if (isWord) return one.textContent.localeCompare(other.textContent, "en");
  const [a, b] = [sortValue(one), sortValue(other)];
  if (a === null || b === null) return (a === null) - (b === null);
  return a - b;
}

function sortBy(table, header) {
  const descending = header.getAttribute("aria-sort") === "ascending";
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const cell = (row) => row.cells[header.cellIndex];
  const isWord = header.classList.contains("word");
  const known = (row) => isWord || sortValue(cell(row)) !== null;
  const rows = [...table.tBodies[0].rows].sort((one, other) => {
    const order = compareCells(cell(one), cell(other), isWord);
    return descending && known(one) && known(other) ? -order : order;
  });
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const header of table.tHead.rows[0].cells) {
    header.tabIndex = 0;
    header.addEventListener("click", () => sortBy(table, header));
    header.addEventListener("keydown", (event) => event.key === "Enter" && sortBy(table, header));
  }
}

for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", async () => {
    const figure = button.closest("figure");
    const text = decodeURIComponent(figure.querySelector("a[download]").getAttribute("href").split(",").slice(1).join(","));
    const said = figure.querySelector(".said");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "copied";
    } catch {
      said.textContent = "this browser does not let pages copy; take the CSV";
    }
  });
}

if (typeof Chart !== "undefined") {
  const charts = document.querySelectorAll("figure.chart");
  charts.forEach(draw);
  const redraw = () => charts.forEach(draw);
  dark.addEventListener("change", redraw);
  for (const [event, begins] of [["beforeprint", true], ["afterprint", false]]) {
    window.addEventListener(event, () => {
      isPaper = begins;
      if (dark.matches) redraw();
    });
  }
}

// Paper has no switches: it gets the still pictures where there are any.
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
