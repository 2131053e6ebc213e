// Every link over time: how much of its capacity was used, and that no byte is missing.

import { css, h, section, twin, eventLink, evidence, command, showTip, hideTip } from './dom.js';
import { canvas, drawFaults, roomForNames, timeAxis, timeKeys, TIME_HINT } from './axes.js';
import { at, bytes, byName, count, nanos, percent, rate } from './text.js';

/** Cividis: its steps look equally far apart, to whoever cannot tell red from green too. */
const CIVIDIS = [
  [0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115],
  [138, 134, 120], [165, 157, 117], [195, 181, 105], [225, 207, 88], [253, 232, 56],
];

function mix(share) {
  const place = Math.min(1, Math.max(0, share)) * (CIVIDIS.length - 1);
  const low = Math.min(CIVIDIS.length - 2, Math.floor(place));
  return CIVIDIS[low].map((from, i) =>
    Math.round(from + (CIVIDIS[low + 1][i] - from) * (place - low)));
}

export const scaleColour = (share) => `rgb(${mix(share).join(',')})`;

/** As many steps as an eye can tell apart, for pictures of very many cells. */
const STEPS = Array.from({ length: 256 }, (_, i) => mix(i / 255));

/** Rows of cells as a picture with a pixel for each; `use` is what share of its row is used. */
function imageOf(rows, buckets, use) {
  const image = h('canvas', { width: buckets, height: rows.length });
  const context = image.getContext('2d');
  const pixels = context.createImageData(buckets, rows.length);
  let at = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell > 0) {
        const [red, green, blue] = STEPS[Math.round(255 * Math.min(1, use(row, cell)))];
        pixels.data.set([red, green, blue, 255], at);
      }
      at += 4;
    }
  }
  context.putImageData(pixels, 0, 0);
  return image;
}

export function scaleBar(from, to) {
  const stops = [0, 0.25, 0.5, 0.75, 1].map(scaleColour).join(',');
  return h('p', { class: 'scale' }, from,
    h('span', { style: `background:linear-gradient(90deg,${stops})` }), to);
}

/** Rows in groups: a pod's links, a rack's, then those of its hosts. */
function rowsOf(run) {
  const { heat } = run;
  const rows = heat.links.map((link, i) => {
    const cells = heat.cells[i];
    const sum = cells.reduce((a, b) => a + b, 0);
    const parts = link.split('/');
    return {
      link,
      cells,
      sum,
      most: Math.max(...cells),
      capacity: heat.capacity[i],
      carried: heat.carried[i],
      full: heat.fullNanos[i],
      ord: heat.ord[i],
      group: parts.slice(0, parts[0].startsWith('pod') ? Math.min(2, parts.length - 1) : 1).join('/'),
      depth: parts.length,
    };
  });
  return rows;
}

const HEAT_ORDERS = {
  'by place': (a, b) => byName(a.group, b.group) || a.depth - b.depth || byName(a.link, b.link),
  'full the longest first': (a, b) => b.full - a.full || b.sum - a.sum || byName(a.link, b.link),
  'most bytes first': (a, b) => b.sum - a.sum || byName(a.link, b.link),
};

/** More links than a screen has rows for are shown with those first that matter. */
const MOST_IN_PLACE = 300;

const heatNames = (width) => roomForNames(width, 190);
const HEAT_FOOT = 24;
const HEAT_TOP = 8;

export function heatMap(view) {
  const { run } = view;
  const { heat } = run;
  if (heat.links.length === 0) {
    return section('heat', 'Links over time', h('p', {}, run.tallies.usedLinkBytes > 0
      ? 'This record is of a version that did not write down what flows carried when.'
      : 'Nothing crossed a link in this run.'));
  }
  const all = rowsOf(run);
  const usual = all.length > MOST_IN_PLACE ? 'full the longest first' : 'by place';
  let rows = [...all].sort(HEAT_ORDERS[usual]);
  let image;
  let chosen = -1;
  const rowHeight = Math.max(3, Math.min(16, Math.floor(620 / all.length)));
  const height = HEAT_TOP + rows.length * rowHeight;
  const scale = (width) => (time) =>
    heatNames(width) + ((time - view.range[0]) / (view.range[1] - view.range[0])) * (width - heatNames(width));

  const draw = (context, width) => {
    const x = scale(width);
    const room = heatNames(width);
    context.clearRect(0, 0, width, height);
    image ??= imageOf(rows, heat.buckets, use);
    context.save();
    context.beginPath();
    context.rect(room, HEAT_TOP, width - room, height - HEAT_TOP);
    context.clip();
    const from = x(heat.start);
    const to = x(heat.start + heat.buckets * heat.width);
    context.imageSmoothingEnabled = to - from < heat.buckets;
    context.drawImage(image, from, HEAT_TOP, to - from, height - HEAT_TOP);
    for (let n = 1; n < rows.length && rowHeight > 5; n++) {
      context.clearRect(0, HEAT_TOP + n * rowHeight - 1, width, 1);
    }
    context.restore();
    drawFaults(run, context, (time) => Math.min(width, Math.max(room, x(time))), HEAT_TOP, height - HEAT_TOP);
    labels(context, room);
    if (chosen >= 0) {
      context.strokeStyle = css('--focus');
      context.lineWidth = 2;
      context.strokeRect(1, HEAT_TOP + chosen * rowHeight, width - 2, rowHeight);
    }
  };

  const labels = (context, room) => {
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = css('--text');
    let free = 0;
    let group;
    rows.forEach((row, n) => {
      const y = HEAT_TOP + n * rowHeight + rowHeight / 2;
      const isNew = row.group !== group;
      group = row.group;
      if (y >= free && (rowHeight >= 11 || isNew || n % Math.ceil(13 / rowHeight) === 0)) {
        context.fillText(short(row.link), 4, y, room - 8);
        free = y + 12;
      }
    });
  };

  const use = (row, cell) =>
    row.capacity > 0 ? cell / ((row.capacity * heat.width) / 1e9) : cell / row.most;

  const words = heatWords(run, all);
  const picture = canvas(height, draw, {
    tabindex: 0,
    role: 'img',
    'aria-label': `Use of every link over time. ${words} Up and down choose a link. ${TIME_HINT}`,
  });
  const axis = canvas(HEAT_FOOT, (context, width) => {
    context.clearRect(0, 0, width, HEAT_FOOT);
    timeAxis(context, view, scale(picture.clientWidth), 0, width - heatNames(width));
  }, { 'aria-hidden': 'true' });
  const said = h('p', { role: 'status', class: 'hint' }, 'Point at a link, or choose one with the arrow keys.');
  const choose = (n) => {
    chosen = Math.min(rows.length - 1, Math.max(0, n));
    const row = rows[chosen];
    said.replaceChildren(`${row.link}: carried ${bytes(row.sum)} at ${capacityOf(row)} at most${run.tallies.usedLinkBytes > 0 ? `, full for ${nanos(row.full)}` : ''} `,
      eventLink(run, row.ord) ?? '');
    picture.paint();
  };
  const drag = dragging(view, picture, () => heatNames(picture.clientWidth));
  picture.addEventListener('mousemove', (event) => {
    const row = rows[Math.floor((event.offsetY - HEAT_TOP) / rowHeight)];
    const room = heatNames(picture.clientWidth);
    const time = view.range[0]
      + ((event.offsetX - room) / (picture.clientWidth - room)) * (view.range[1] - view.range[0]);
    const i = Math.floor((time - heat.start) / heat.width);
    if (!row || event.offsetX < room || drag.active()) {
      hideTip();
      return;
    }
    const cell = row.cells[i] ?? 0;
    showTip(event, row.link, `${at(heat.start + Math.max(0, i) * heat.width)} and ${nanos(heat.width)} on`,
      row.capacity > 0 ? `${bytes(cell)}, ${percent(use(row, cell))} of ${rate(row.capacity)}` : bytes(cell));
  });
  picture.addEventListener('mouseleave', hideTip);
  picture.addEventListener('click', (event) => choose(Math.floor((event.offsetY - HEAT_TOP) / rowHeight)));
  picture.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else {
      timeKeys(view, event);
    }
  });
  view.listen(() => {
    picture.paint();
    axis.paint();
  });

  const order = h('select', {
    onchange: () => {
      rows = [...all].sort(HEAT_ORDERS[order.value]);
      image = undefined;
      chosen = -1;
      picture.paint();
    },
  }, Object.keys(HEAT_ORDERS).map((name) => h('option', { selected: name === usual }, name)));
  return section('heat', 'Links over time',
    h('p', {}, words),
    h('p', { class: 'controls' }, h('label', {}, 'Links ', order), scaleBar('idle', 'full')),
    h('div', { class: 'heat' }, picture),
    axis,
    said,
    conservation(run),
    twin('Links', ['link', 'carried', 'capacity', 'full for', 'most in a bucket', 'event'],
      () => rows.map((row) => [row.link, bytes(row.sum), capacityOf(row), run.tallies.usedLinkBytes > 0 ? nanos(row.full) : '-',
        row.capacity > 0 ? percent(use(row, row.most)) : bytes(row.most), eventLink(run, row.ord)])));
}

const capacityOf = (row) => (row.capacity > 0 ? rate(row.capacity) : 'an unknown rate');

const short = (link) => link.replace(/pod-/g, 'p').replace(/rack-/g, 'r').replace(/host-/g, 'h');

/** Drag over a canvas chooses a stretch of time. */
export function dragging(view, picture, left) {
  let from;
  const time = (event) => {
    const begin = left();
    const x = Math.min(picture.clientWidth, Math.max(begin, event.clientX - picture.getBoundingClientRect().left));
    return view.range[0] + ((x - begin) / (picture.clientWidth - begin)) * (view.range[1] - view.range[0]);
  };
  picture.addEventListener('pointerdown', (event) => { from = { x: event.clientX, time: time(event) }; });
  window.addEventListener('pointerup', (event) => {
    if (from && Math.abs(event.clientX - from.x) > 4) {
      const to = time(event);
      view.zoom(Math.min(from.time, to), Math.max(from.time, to));
    }
    from = undefined;
  }, { signal: view.signal });
  picture.addEventListener('dblclick', () => view.reset());
  return { active: () => from !== undefined };
}

function heatWords(run, rows) {
  const fullest = [...rows].sort((a, b) => b.full - a.full || b.sum - a.sum)[0];
  const full = rows.filter((row) => row.full > 1e6).length;
  const first = run.tallies.usedLinkBytes === 0
    ? `${fullest.link} carried most, ${bytes(fullest.sum)}; for how long links were full stands on record when a run has ended.`
    : full === 0 ? `No link was full for as long as a millisecond; ${fullest.link} carried most, ${bytes(fullest.sum)}.`
    : `${fullest.link} was full the longest, for ${nanos(fullest.full)}.`;
  return `${count(rows.length)} ${run.heat.links.some((link) => link.includes('/hosts/')) ? 'rows of links' : 'links'} carried something. ${first}`;
}

/** The picture, the links and the migrations tell of the same bytes. */
function conservation(run) {
  const t = run.tallies;
  const shown = run.heat.cells.reduce((sum, cells) => sum + cells.reduce((a, b) => a + b, 0), 0);
  const links = t.usedLinkBytes === 0 ? t.flowLinkBytes : t.usedLinkBytes;
  const agrees = shown === links && t.flowLinkBytes === shown && t.flowBytes === t.migrationBytes;
  return h('p', { id: 'conservation', 'data-agrees': String(agrees), 'data-heat': String(shown), 'data-links': String(links),
    'data-flows': String(t.flowLinkBytes), 'data-migrations': String(t.migrationBytes) },
  `${agrees ? '✓ No byte is missing' : '✗ Bytes differ'}: this picture shows ${count(shown)} B on all links together, ${t.usedLinkBytes === 0 ? 'what links say at the end is not on record' : `the links tell of ${count(links)} B`}, `
  + `and the flows of ${count(t.flowLinkBytes)} B, each once for every link that it crossed; migrations sent ${count(t.migrationBytes)} B, `
  + `their flows carried ${count(t.flowBytes)} B. A flow is drawn at its mean rate. `,
  evidence('flows', command('events', run.folder, '--kind', 'flow-ended')), ' ',
  evidence('links', command('events', run.folder, '--kind', 'link-used')));
}
