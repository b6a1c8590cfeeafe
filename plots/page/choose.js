// Shows only the machines and strategies that are ticked, in sentences, tables and charts.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("choice");
  const boxes = [...form.querySelectorAll("input")];
  const whole = new Map([...document.querySelectorAll("figure.chart")].map((chart) =>
    [chart, chart.querySelector("script").textContent]));
  const ticked = (name) => new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value));

  function show() {
    const machines = ticked("machine");
    const strategies = ticked("strategy");
    for (const each of document.querySelectorAll("[data-machine]")) {
      const { machine, other } = each.dataset;
      each.hidden = !machines.has(machine) || (other !== undefined && !machines.has(other));
    }
    for (const row of document.querySelectorAll("tr[data-strategy]")) row.hidden = !strategies.has(row.dataset.strategy);
    for (const [chart, text] of whole) {
      const figure = JSON.parse(text);
      figure.names = figure.names.filter((name) => strategies.has(name));
      figure.series = figure.series.filter((series) => machines.has(series.name));
      for (const series of figure.series) series.points = series.points.filter(([place]) => strategies.has(place));
      chart.querySelector("script").textContent = JSON.stringify(figure);
      if (typeof Chart !== "undefined") draw(chart);
    }
  }

  const tick = (isTicked) => {
    for (const box of boxes.filter((each) => each.name === "strategy")) box.checked = isTicked;
    show();
  };
  form.addEventListener("change", show);
  document.getElementById("all").addEventListener("click", () => tick(true));
  document.getElementById("none").addEventListener("click", () => tick(false));
  form.hidden = false;
  if (boxes.some((box) => !box.checked)) show(); // browsers keep ticks over a reload
});
