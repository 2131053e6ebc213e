// Where guests are: pods, racks and hosts as squares, at any moment of the run.

import { css, h, svg, section, twin, showTip, hideTip } from './dom.js';
import { scaleBar, scaleColour } from './heat.js';
import { largest } from './model.js';
import { at, bytes, byName, count, plural, rate } from './text.js';

/** What a square can show, and how its value is written. */
const MEASURES = {
  'guests still to leave': count,
  guests: count,
  'memory used': bytes,
  'sends now': rate,
  'receives now': rate,
};

const isRate = (name) => name.endsWith('now');

/** Values of all hosts at a time, in the order of their numbers. */
function valuesAt(run, name, time) {
  if (isRate(name)) {
    return ratesAt(run, name === 'sends now' ? 'tx' : 'rx', time);
  }
  const { residents } = run;
  const base = { guests: residents.guests, 'memory used': residents.used }[name];
  const values = run.hosts.map((host, i) => (base ? Math.max(0, base[i]) : 0));
  for (const row of run.rows) {
    const size = name === 'memory used' ? row.memory : 1;
    const moved = row.outcome === 'completed' && row.attempts.at(-1).until <= time;
    if (!base && row.plannedAt <= time && !moved) {
      values[row.source] += 1;
    } else if (base && moved) {
      values[row.source] -= size;
      values[row.attempts.at(-1).destination] += size;
    }
  }
  return values;
}

function ratesAt(run, direction, time) {
  const { heat } = run;
  const bucket = Math.floor((time - heat.start) / heat.width);
  const byLink = new Map(heat.links.map((link, i) => [link, heat.cells[i][bucket] ?? 0]));
  return run.hosts.map((host) => ((byLink.get(`${host}/${direction}`) ?? 0) / heat.width) * 1e9);
}

/** The value of the brightest square, the same at all times. */
function most(run, name) {
  if (isRate(name)) {
    return largest(run.heat.links.map((link, i) => (/host-\d+\/[tr]x$/.test(link) ? run.heat.capacity[i] : 0)), 1);
  }
  return name === 'memory used'
    ? largest(run.residents.memory, 1)
    : largest([run.begin, run.end].flatMap((time) => valuesAt(run, name, time)), 1);
}

/** Eight racks of a pod fit beside each other on most screens. */
const SIZE = 12;
const GAP = 2;
const ACROSS = 8;

export function hostMap(view) {
  const { run } = view;
  if (run.hosts.length === 0) {
    return section('map', 'Where guests are', h('p', {}, 'No host took part in this run.'));
  }
  const complete = !run.thinned.some((line) => line.includes('one by one'));
  const names = Object.keys(MEASURES).filter((name) => complete || isRate(name));
  const sources = new Set(run.rows.map((row) => row.source));
  const racks = new Map();
  run.hosts
    .map((name, i) => ({ name, i }))
    .sort((a, b) => byName(a.name, b.name))
    .forEach((host) => {
      const rack = host.name.split('/').slice(0, -1).join('/') || 'hosts';
      racks.set(rack, [...(racks.get(rack) ?? []), host]);
    });
  const squares = new Map();
  const pods = new Map();
  const picture = h('div', { class: 'map', role: 'img', 'aria-label': 'Hosts, by rack' });
  const text = (host) => `${run.hosts[host]}: ${MEASURES[measure.value](values[host])} ${measure.value}`;
  for (const [rack, hosts] of racks) {
    const rows = Math.ceil(hosts.length / ACROSS);
    const wide = Math.min(ACROSS, hosts.length);
    const shape = svg('svg', { width: wide * (SIZE + GAP) + 2, height: rows * (SIZE + GAP) + 2, 'aria-hidden': 'true' },
      hosts.map(({ i }, n) => {
        const square = svg('rect', {
          x: (n % ACROSS) * (SIZE + GAP) + 1, y: Math.floor(n / ACROSS) * (SIZE + GAP) + 1, width: SIZE, height: SIZE, rx: 2,
          class: complete && sources.has(i) ? 'source' : 'host',
          onmousemove: (event) => showTip(event, text(i)), onmouseleave: hideTip,
        });
        squares.set(i, square);
        return square;
      }));
    const [pod, ...below] = rack.split('/');
    if (below.length > 0 && !pods.has(pod)) {
      pods.set(pod, h('div', { class: 'pod' }, h('p', {}, pod)));
      picture.append(pods.get(pod));
    }
    (pods.get(pod) ?? picture).append(h('figure', {}, h('figcaption', {}, below.join('/') || rack), shape));
  }
  const measure = h('select', { onchange: () => update() }, names.map((name) => h('option', {}, name)));
  const slider = h('input', {
    type: 'range', min: run.begin / 1e9, max: run.end / 1e9, step: 'any', 'aria-label': 'Virtual time',
    oninput: () => view.moveTo(Number(slider.value) * 1e9),
  });
  const clock = h('output', {});
  const scale = h('span', {});
  let values = [];
  let playing;
  const update = () => {
    const time = Math.min(run.end, Math.max(run.begin, view.time));
    slider.value = time / 1e9;
    slider.setAttribute('aria-valuetext', at(time));
    clock.textContent = at(time);
    values = valuesAt(run, measure.value, time);
    const brightest = most(run, measure.value);
    squares.forEach((square, host) => {
      square.setAttribute('fill', values[host] > 0 ? scaleColour(values[host] / brightest) : css('--empty'));
    });
    scale.replaceChildren(scaleBar('0', MEASURES[measure.value](brightest)));
    picture.setAttribute('aria-label', `${measure.value} of ${plural(run.hosts.length, 'host')} at ${at(time)}, ${count(values.filter((each) => each > 0).length)} of them above nothing`);
  };
  view.signal?.addEventListener('abort', () => clearInterval(playing));
  const play = h('button', {
    type: 'button',
    onclick: () => {
      if (playing) {
        clearInterval(playing);
        playing = undefined;
      } else {
        const begin = view.time >= run.end ? run.begin : view.time;
        view.moveTo(begin);
        playing = setInterval(() => {
          view.moveTo(Math.min(run.end, view.time + (run.end - run.begin) / 150));
          if (view.time >= run.end) {
            clearInterval(playing);
            playing = undefined;
            play.textContent = 'Play';
            play.classList.remove('busy');
          }
        }, 50);
      }
      play.textContent = playing ? 'Stop' : 'Play';
      play.classList.toggle('busy', Boolean(playing));
    },
  }, 'Play');
  view.listen(update);
  update();
  return section('map', 'Where guests are',
    h('p', {}, `${plural(run.hosts.length, 'host')} took part. Those that migrations left from have a border.`),
    h('p', { class: 'controls' }, h('label', {}, 'Show ', measure), play, slider, clock, scale),
    picture,
    twin('Hosts at the chosen time', ['host', ...names], () => {
      const columns = names.map((name) => valuesAt(run, name, view.time).map(MEASURES[name]));
      return [...run.hosts.keys()]
        .sort((a, b) => byName(run.hosts[a], run.hosts[b]))
        .map((host) => [run.hosts[host], ...columns.map((column) => column[host])]);
    }));
}
