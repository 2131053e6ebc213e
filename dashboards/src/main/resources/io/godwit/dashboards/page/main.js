// Puts the page together: for one run all its sections, for several what they have in common.

import { expand } from './model.js';
import { View } from './axes.js';
import { h } from './dom.js';
import { replaceParts } from './keep.js';
import { verdict, figures } from './verdict.js';
import { guestsLeft, concurrency } from './lines.js';
import { downtimeCurve, breakdown } from './downtime.js';
import { heatMap } from './heat.js';
import { hostMap } from './map.js';
import { gantt, oneMigration } from './gantt.js';
import { worst, faults, judgements, bound, provenance } from './tables.js';
import { comparison } from './compare.js';

/** All of one run, in the order in which somebody wants to know it. */
function runPage(run, signal) {
  const view = new View(run, signal);
  const choose = (name) => {
    view.select(name);
    document.getElementById('one').scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('godwit-theme', () => view.redraw(), { signal });
  return [
    verdict(run),
    figures(run),
    guestsLeft(view),
    downtimeCurve(run),
    breakdown(view, choose),
    concurrency(view),
    heatMap(view),
    hostMap(view),
    gantt(view, choose),
    oneMigration(view),
    worst(run, choose),
    faults(run),
    judgements(run),
    bound(run),
    provenance(run),
  ].filter(Boolean);
}

function header(model, sections) {
  const first = model.runs[0];
  return h('header', {},
    h('p', { class: 'brand' }, 'Godwit'),
    h('h1', {}, model.title),
    h('p', {}, model.runs.length === 1 ? `seed ${first.summary.seed}: ${first.about}` : model.comparison?.about ?? `${model.runs.length} runs`),
    h('nav', { 'aria-label': 'Sections' }, h('ul', {}, sections
      .filter((each) => each.id && each.querySelector('h2'))
      .map((each) => h('li', {}, h('a', { href: `#${each.id}` }, each.querySelector('h2').firstChild.textContent))))),
    h('button', { type: 'button', class: 'theme', onclick: turn }, 'Dark or light'));
}

/** Between dark and light, whatever the system prefers. */
function turn() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  document.dispatchEvent(new Event('godwit-theme'));
}

let drawn = new AbortController();

/** Draws a model into the page, in place of what was there before; what was done with it stays. */
export function show(model) {
  drawn.abort();
  drawn = new AbortController();
  model.runs.forEach(expand);
  const sections = model.runs.length === 1 ? runPage(model.runs[0], drawn.signal) : comparison(model);
  replaceParts(document.getElementById('page'), [header(model, sections), ...sections]);
}

window.addEventListener('beforeprint', () => {
  document.querySelectorAll('details').forEach((each) => {
    each.open = true;
    each.openForPrint?.();
  });
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  document.dispatchEvent(new Event('godwit-theme')));
