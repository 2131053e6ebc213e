// Every migration as a bar of its phases; and one of them, chosen, with all its rounds.

import { css, h, svg, section, evidence, command, eventLink, showTip, hideTip, table, twin, legend } from './dom.js';
import { canvas, drawFaults, roomForNames, timeAxis, timeKeys, TIME_HINT } from './axes.js';
import { dragging } from './heat.js';
import { phaseColour } from './downtime.js';
import { STANDING, largest } from './model.js';
import { at, bytes, byName, count, nanos, plural } from './text.js';

const ROW = 16;
const MOST_HEIGHT = 420;
const ganttNames = (width) => roomForNames(width, 170);
const GANTT_FOOT = 24;

const GANTT_ORDERS = {
  'first begun': (a, b) => begun(a) - begun(b),
  'longest downtime': (a, b) => b.downtime - a.downtime,
  'longest in all': (a, b) => b.total - a.total,
  'most attempts': (a, b) => b.attempts.length - a.attempts.length || begun(a) - begun(b),
  name: (a, b) => byName(a.name, b.name),
};

const begun = (row) => row.attempts[0]?.from ?? Infinity;

export function gantt(view, choose) {
  const { run } = view;
  if (run.rows.length === 0) {
    return section('migrations', 'Migrations', h('p', {}, 'No migration was planned in this run.'));
  }
  let rows = [];
  const tall = Math.min(MOST_HEIGHT, run.rows.length * ROW + GANTT_FOOT + 4);
  const space = h('div', { class: 'space' });
  const holder = h('div', {
    class: 'gantt', tabindex: 0, role: 'group', style: `height:${tall + 2}px`,
    'aria-label': `Migrations over time. Up, down and Enter choose one. ${TIME_HINT}`,
  });
  const scale = (width) => (time) =>
    ganttNames(width) + ((time - view.range[0]) / (view.range[1] - view.range[0])) * (width - ganttNames(width));

  const draw = (context, width) => {
    const x = scale(width);
    const room = ganttNames(width);
    const clip = (time) => Math.min(width, Math.max(room, x(time)));
    const first = Math.floor(holder.scrollTop / ROW);
    const offset = -(holder.scrollTop % ROW);
    context.clearRect(0, 0, width, tall);
    context.save();
    context.beginPath();
    context.rect(0, 0, width, tall - GANTT_FOOT);
    context.clip();
    drawFaults(run, context, clip, 0, tall - GANTT_FOOT);
    for (let n = first; n < Math.min(rows.length, first + tall / ROW + 1); n++) {
      const y = offset + (n - first) * ROW;
      drawRow(context, rows[n], y, clip, width, room);
    }
    context.restore();
    timeAxis(context, view, x, tall - GANTT_FOOT, width - room);
  };

  const drawRow = (context, row, y, clip, width, room) => {
    if (row.name === view.migration) {
      context.fillStyle = css('--chosen');
      context.fillRect(0, y, width, ROW);
    }
    context.fillStyle = css('--text');
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(`${mark(row)} ${row.name}`, 4, y + ROW / 2, room - 8);
    if (row.attempts.length === 0 || clip(row.attempts[0].from) > clip(row.plannedAt)) {
      const until = row.attempts[0]?.from ?? (row.settledAt < 0 ? run.end : row.settledAt);
      context.fillStyle = css('--line');
      context.fillRect(clip(row.plannedAt), y + ROW / 2, clip(until) - clip(row.plannedAt), 1);
    }
    for (const attempt of row.attempts) {
      for (const { phase, from, until } of attempt.phases) {
        const left = clip(from);
        const right = clip(until);
        if (right > left) {
          context.fillStyle = phaseColour(phase);
          context.fillRect(left, y + 2, right - left, ROW - 4);
        }
      }
      const stop = attempt.phases.find((each) => STANDING.includes(each.phase));
      if (stop && clip(stop.from) > room && clip(stop.from) < width) {
        context.fillStyle = css('--stop');
        context.fillRect(clip(stop.from) - 1, y + 1, Math.max(2, clip(stop.from + attempt.downtime) - clip(stop.from)), 2);
      }
      context.fillStyle = css('--round');
      for (const round of attempt.rounds) {
        const place = clip(round.at);
        if (place > room && place < width) {
          context.fillRect(place, y + 4, 1, ROW - 8);
        }
      }
      if (attempt.end && attempt.end !== 'completed') {
        context.fillStyle = css('--bad');
        context.fillText('✗', Math.min(width - 10, clip(attempt.until)), y + ROW / 2);
      }
    }
  };

  const picture = canvas(tall, draw, { 'aria-hidden': 'true' });
  holder.append(picture, space);
  const said = h('p', { role: 'status', class: 'hint' });
  const filter = h('input', { type: 'search', placeholder: 'part of a name, a host, an outcome', oninput: () => refresh() });
  const order = h('select', { onchange: () => refresh() }, Object.keys(GANTT_ORDERS).map((name) => h('option', {}, name)));
  const inSight = h('input', { type: 'checkbox', checked: true, onchange: () => refresh() });
  const isInSight = (row) => view.range === view.full || !inSight.checked
    || row.attempts.some((each) => each.from < view.range[1] && each.until > view.range[0]);
  const refresh = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows = run.rows
      .filter((row) => isInSight(row) && words.every((word) => textOf(run, row).includes(word)))
      .sort(GANTT_ORDERS[order.value]);
    space.style.height = `${Math.max(0, rows.length * ROW + GANTT_FOOT - tall)}px`;
    said.textContent = `${count(rows.length)} of ${plural(run.rows.length, 'migration')}`;
    holder.scrollTop = 0;
    picture.paint();
  };
  const reveal = () => {
    const top = rows.findIndex((row) => row.name === view.migration) * ROW;
    if (top >= 0 && (top < holder.scrollTop || top > holder.scrollTop + tall - GANTT_FOOT - ROW)) {
      holder.scrollTop = top - tall / 2;
    }
  };
  let shown = { range: view.range };
  const update = () => {
    if (view.range !== shown.range) {
      refresh();
    }
    if (view.migration !== shown.migration) {
      reveal();
    }
    shown = { range: view.range, migration: view.migration };
    picture.paint();
  };
  const rowAt = (event) =>
    rows[Math.floor((event.clientY - picture.getBoundingClientRect().top + holder.scrollTop) / ROW)];
  const drag = dragging(view, picture, () => ganttNames(picture.clientWidth));
  let from;
  picture.addEventListener('pointerdown', (event) => { from = event.clientX; });
  picture.addEventListener('click', (event) => {
    const row = rowAt(event);
    if (row && Math.abs(event.clientX - from) < 4) {
      choose(row.name);
    }
  });
  picture.addEventListener('mousemove', (event) => {
    const row = rowAt(event);
    if (!row || drag.active()) {
      hideTip();
      return;
    }
    showTip(event, row.name, `${run.hosts[row.source]} → ${destinationOf(run, row)}`, outcomeWords(row));
  });
  picture.addEventListener('mouseleave', hideTip);
  picture.addEventListener('wheel', (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const room = ganttNames(picture.clientWidth);
      const share = (event.offsetX - room) / (picture.clientWidth - room);
      view.scale(event.deltaY > 0 ? 1.25 : 0.8, view.range[0] + share * (view.range[1] - view.range[0]));
    }
  }, { passive: false });
  holder.addEventListener('scroll', picture.paint);
  holder.addEventListener('keydown', (event) => {
    if (['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      const now = rows.findIndex((row) => row.name === view.migration);
      const next = Math.min(rows.length - 1, Math.max(0, now + (event.key === 'ArrowDown' ? 1 : -1)));
      view.select(rows[next]?.name);
    } else if (event.key === 'Enter' && view.migration) {
      choose(view.migration);
    } else {
      timeKeys(view, event);
    }
  });
  view.listen(update);
  refresh();
  // a row can be scrolled to when the page has its place
  requestAnimationFrame(update);
  const phases = run.phases.filter((phase) => run.rows.some((row) => row.attempts.some((each) => each.phases.some((part) => part.phase === phase))));
  return section('migrations', 'Migrations',
    h('p', { class: 'controls' }, h('label', {}, 'Filter ', filter), h('label', {}, 'Order ', order),
      h('label', {}, inSight, ' only those of the stretch in sight'),
      h('button', { type: 'button', onclick: () => view.scale(0.5) }, 'Zoom in'),
      h('button', { type: 'button', onclick: () => view.scale(2) }, 'Zoom out'),
      h('button', { type: 'button', onclick: () => view.reset() }, 'All'), said),
    holder,
    legend([...phases.map((phase) => [phase, phaseColour(phase)]), ['end of a round', css('--round')], ['guest stands', css('--stop')]]),
    h('p', { class: 'hint' }, `${TIME_HINT} Ctrl and the wheel zoom too. A click shows a migration below.`),
    twin('Migrations', ['migration', 'from', 'to', 'outcome', 'attempts', 'planned', 'in all', 'downtime', 'rounds', 'events'],
      () => rows.map((row) => [row.name, run.hosts[row.source], destinationOf(run, row), row.outcome,
        count(row.attempts.length), at(row.plannedAt), row.total < 0 ? '-' : nanos(row.total),
        row.downtime < 0 ? '-' : nanos(row.downtime), count(row.attempts.at(-1)?.rounds.length ?? 0),
        h('span', {}, eventLink(run, row.plannedOrd), ' ', eventLink(run, row.settledOrd))])));
}

const MARKS = { completed: '✓', unsettled: '…', cancelled: '–' };
const mark = (row) => MARKS[row.outcome] ?? '✗';

const destinationOf = (run, row) =>
  (row.attempts.length > 0 ? run.hosts[row.attempts.at(-1).destination] : 'nowhere');

const textOf = (run, row) =>
  `${row.name} ${row.outcome} ${run.hosts[row.source]} ${destinationOf(run, row)} ${row.attempts.map((each) => each.reason).join(' ')}`.toLowerCase();

function outcomeWords(row) {
  const stood = row.downtime < 0 ? 'never stood still' : `stood still for ${nanos(row.downtime)}`;
  const took = row.total < 0 ? '' : `, ${nanos(row.total)} in all`;
  return `${row.outcome} in ${plural(row.attempts.length, 'attempt')}; ${stood}${took}`;
}

/** One migration: its attempts with rounds and phases, and the commands that tell more. */
export function oneMigration(view) {
  const { run } = view;
  const place = h('div', { id: 'one', 'aria-live': 'polite' });
  const update = () => {
    const row = run.byName.get(view.migration);
    if (place.dataset.shows === view.migration) {
      return;
    }
    place.dataset.shows = view.migration ?? '';
    place.replaceChildren(...(row ? details(run, row) : []));
  };
  view.listen(update);
  update();
  return place;
}

function details(run, row) {
  const drawing = run.drawings.find((each) => each.migration === row.name);
  return [
    h('h3', {}, row.name),
    h('p', {}, `${run.hosts[row.source]} → ${destinationOf(run, row)}: ${outcomeWords(row)}. `,
      evidence('sequence chart', command('timeline', run.folder, row.name)), ' ',
      evidence('as a page', command('timeline', run.folder, row.name, '--html', 'chart.html')), ' ',
      evidence('its events', command('events', run.folder, '--migration', row.name))),
    row.attempts.map((attempt, n) => [
      h('h4', {}, `Attempt ${n + 1}, from ${at(attempt.from)} `, eventLink(run, attempt.ord), attempt.endOrd > 0 ? ` to ${at(attempt.until)} ` : ' ', eventLink(run, attempt.endOrd),
        attempt.reason ? ` ${attempt.end}: ${attempt.reason}` : ''),
      waterfall(attempt, row.memory),
    ]),
    drawing
      ? h('details', { open: true }, h('summary', {}, 'Sequence chart'),
        h('img', { class: 'drawing', alt: `Sequence chart of ${row.name}`, src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.svg)}` }))
      : undefined,
  ].flat(Infinity).filter((each) => each !== undefined);
}

/** Two bars: the whole attempt, and its downtime drawn wider; below them the rounds. */
function waterfall(attempt, memory) {
  const stop = attempt.phases.find((each) => STANDING.includes(each.phase));
  const standing = attempt.phases.filter((each) => STANDING.includes(each.phase));
  return h('div', { class: 'waterfall' },
    phaseBar('all of it', attempt.phases, attempt.from, attempt.until),
    stop && standing.length > 0
      ? phaseBar('its downtime', standing, stop.from, standing.at(-1).until)
      : undefined,
    h('div', { class: 'beside' },
      table(['phase', 'from', 'took'],
        attempt.phases.map((each) => [each.phase, at(each.from), nanos(each.until - each.from)]), 'Phases'),
      attempt.rounds.length > 0
        ? table(['round', 'until', 'sent', 'dirtied meanwhile'],
          attempt.rounds.map((round, n) => [`${n + 1}`, at(round.at), bytes(round.sent), bytes(round.dirtied)]), 'Rounds')
        : undefined,
      attempt.rounds.length > 0 ? leftToSend(attempt, memory) : undefined));
}

const LEFT_WIDE = 360;
const LEFT_TALL = 120;

/** What is left to send after each round: it falls, or the guest writes too fast. */
function leftToSend(attempt, memory) {
  const points = [[attempt.from, memory], ...attempt.rounds.map((round) => [round.at, round.dirtied])];
  const most = largest(points.map(([, size]) => size), 1);
  const x = (time) => (LEFT_WIDE * (time - attempt.from)) / Math.max(1, attempt.until - attempt.from);
  const y = (size) => LEFT_TALL - (LEFT_TALL * size) / most;
  const path = points.map(([time, size], i) => `${i === 0 ? 'M' : 'L'}${x(time).toFixed(1)} ${y(size).toFixed(1)}`).join('');
  return h('figure', {},
    h('figcaption', {}, 'Memory left to send'),
    svg('svg', { viewBox: `0 -14 ${LEFT_WIDE} ${LEFT_TALL + 30}`, width: LEFT_WIDE, role: 'img', 'aria-label': `Memory left to send: ${points.map(([, size]) => bytes(size)).join(', ')}` },
      svg('path', { d: `M0 ${LEFT_TALL}H${LEFT_WIDE}`, style: 'stroke:var(--line)' }),
      svg('path', { d: path, fill: 'none', style: 'stroke:var(--c1)', 'stroke-width': 2 }),
      points.map(([time, size]) => svg('circle', { cx: x(time), cy: y(size), r: 2.5, style: 'fill:var(--c1)' })),
      svg('text', { x: 4, y: -4 }, bytes(most)),
      svg('text', { x: 0, y: LEFT_TALL + 14 }, at(attempt.from)),
      svg('text', { x: LEFT_WIDE, y: LEFT_TALL + 14, 'text-anchor': 'end' }, at(attempt.until))));
}

function phaseBar(name, phases, from, until) {
  const length = Math.max(1, until - from);
  return h('div', { class: 'bar' },
    h('span', { class: 'name' }, name),
    svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${name}: ${phases.map((each) => `${each.phase} ${nanos(each.until - each.from)}`).join(', ')}`,
      onmouseleave: hideTip },
    phases.map((each) => svg('rect', {
      x: (100 * (each.from - from)) / length, width: (100 * (each.until - each.from)) / length, y: 0, height: 10,
      fill: phaseColour(each.phase),
      onmousemove: (event) => showTip(event, `${each.phase} ${nanos(each.until - each.from)}`),
    }))),
    h('span', { class: 'value' }, nanos(until - from)));
}
