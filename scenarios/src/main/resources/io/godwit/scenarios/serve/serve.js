// The page of `godwit serve`: the report of the run that goes on, fed as it does, with what steers
// it above, and the runs that are kept below.

import { show } from './main.js';
import { commandBar, h } from './dom.js';
import { count } from './text.js';

const token = document.querySelector('meta[name="godwit-token"]').content;
const place = (id) => document.getElementById(id);

let snapshot;
let model;

/** Changes that wait for the next drawing, so that none changes what charts still draw from. */
let changes = [];

/** A drawing is asked for; and whether none may follow the last yet. */
let isDue = false;
let rests = false;

/** Between two drawings there is so many times as long as one takes. */
const SHARE_OF_TIME = 5;

function tell(next) {
  const ended = next.state !== snapshot?.state && !['running', 'paused', 'none'].includes(next.state);
  snapshot = next;
  place('live').hidden = snapshot.state === 'none';
  place('run').textContent = `${snapshot.run}: ${snapshot.state}`;
  place('sentence').textContent =
    snapshot.message ||
    `${snapshot.virtualSeconds.toFixed(3)} s of virtual time; ${count(snapshot.done)} of ` +
      `${count(snapshot.planned)} over, ${count(snapshot.running)} running, ` +
      `${count(snapshot.waiting)} waiting; ${count(snapshot.events)} events`;
  place('share').value = snapshot.planned ? snapshot.done / snapshot.planned : 0;
  const goesOn = ['running', 'paused'].includes(snapshot.state);
  if (document.activeElement !== place('speed')) {
    place('speed').value = snapshot.speed;
  }
  place('reading').hidden = !goesOn || model !== undefined;
  for (const id of ['pause', 'resume', 'step', 'set-speed']) {
    place(id).disabled = !goesOn;
  }
  if (ended) {
    listRuns();
    redraw();
  }
}

/** Takes the whole of what the page shows, or what changed since. */
function take({ whole, changes: more = [] }) {
  if (whole) {
    model = whole;
    changes = [];
  }
  changes.push(...more);
  place('reading').hidden = true;
  redraw();
}

function change({ at, set, from, drop, add }) {
  if (at.length === 0) {
    model = set;
    return;
  }
  const holder = at.slice(0, -1).reduce((part, key) => part[key], model);
  const key = at.at(-1);
  if (add) {
    const old = holder[key];
    holder[key] = [...old.slice(0, from), ...add, ...old.slice(from + drop)];
  } else {
    holder[key] = set;
  }
}

let pressed = false;
window.addEventListener('pointerdown', () => { pressed = true; });
window.addEventListener('pointerup', () => { pressed = false; });
window.addEventListener('pointercancel', () => { pressed = false; });

/** Draws as soon as there is something to draw and the last drawing is long enough ago. */
function redraw() {
  isDue = true;
  if (!rests) {
    rest(0);
  }
}

function rest(millis) {
  rests = true;
  setTimeout(() => {
    rests = false;
    if (isDue && isBusy()) {
      rest(300);
    } else if (isDue && model) {
      draw();
    }
  }, millis);
}

/** Somebody who drags over a chart, or plays the map, would lose it. */
const isBusy = () => pressed || document.querySelector('#page .busy') !== null;

function draw() {
  const began = performance.now();
  isDue = false;
  changes.forEach(change);
  changes = [];
  const run = model.runs[0];
  run.live = ['running', 'paused'].includes(snapshot?.state);
  show(model);
  document.title = `${model.title} - Godwit`;
  suggest('places', run.hosts.flatMap((host) =>
    host.split('/').map((part, i, parts) => parts.slice(0, i + 1).join('/'))));
  suggest('guests', run.migrations.vm);
  const { dataset } = document.documentElement;
  dataset.ready = String(Number(dataset.ready ?? 0) + 1);
  rest(SHARE_OF_TIME * (performance.now() - began));
}

/** Names to choose from; of many only the first. */
function suggest(id, names) {
  const few = [...new Set(names)].slice(0, 500);
  if (place(id).children.length !== few.length) {
    place(id).replaceChildren(...few.map((name) => h('option', { value: name })));
  }
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  const said = await answer.json();
  place('answer').textContent = said.error ?? (said.run && path.endsWith('fault')
    ? `Struck; now ${said.run}, whose scenario is runs/${said.run}/scenario.yaml` : '');
}

async function listRuns() {
  const answer = await fetch('/api/runs');
  const { runs } = await answer.json();
  const link = (name, file, text) => h('a', { href: `/runs/${name}/${file}` }, text);
  place('runs').replaceChildren(...runs.map(({ name, files }) => h('li', {},
    files.includes('report.html') ? link(name, 'report.html', name) : h('span', {}, `${name} `), ' ',
    files.filter((file) => file !== 'report.html').map((file) => [link(name, file, file), ' ']))));
  if (runs.length === 0) {
    place('runs').append(h('li', {}, 'None yet.'));
  }
}

place('pause').addEventListener('click', () => send('/api/live/pause'));
place('resume').addEventListener('click', () => send('/api/live/resume'));
place('step').addEventListener('click', () => send('/api/live/step', { deliveries: Number(place('deliveries').value) }));
place('set-speed').addEventListener('click', () => send('/api/live/speed', { speed: Number(place('speed').value) }));
place('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = [...new FormData(event.target)].filter(([, value]) => value !== '');
  send('/api/live/fault', Object.fromEntries(fields));
});

document.body.append(commandBar());
const events = new EventSource('/api/live/page');
events.addEventListener('snapshot', (event) => tell(JSON.parse(event.data)));
events.addEventListener('page', (event) => take(JSON.parse(event.data)));
listRuns();
