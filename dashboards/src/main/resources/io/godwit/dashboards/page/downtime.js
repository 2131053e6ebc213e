// What guests felt: the share of guests below each downtime, and which phase it was spent in.

import { css, h, svg, section, twin, legend, evidence, eventLink, showTip, hideTip } from './dom.js';
import { plot, colour } from './lines.js';
import { STANDING, inPhase, worstAttempt, quantile } from './model.js';
import { millis, number, count, nanos } from './text.js';

export const PHASE_COLOURS = {
  reserve: '--p-reserve',
  'pre-copy': '--p-precopy',
  'vcpu-stop': '--p1',
  'device-stop': '--p2',
  freeze: '--p3',
  'context-read': '--p4',
  'final-memory': '--p5',
  'context-write': '--p6',
  resume: '--p7',
  'post-copy': '--p-postcopy',
  release: '--p-reserve',
};

export const phaseColour = (phase) => css(PHASE_COLOURS[phase]);

/** Bounds on downtimes: of the whole run, a plan or a group. */
export const downtimeBudgets = (run) =>
  run.budgets.filter((each) => each.metric.includes('downtime.'));

export function downtimeCurve(run) {
  const samples = run.downtimes;
  if (samples.count === 0) {
    return section('downtime', 'Downtime', h('p', {}, 'No guest stood still in this run.'));
  }
  const values = samples.value.map((value) => Math.max(value, 1) / 1e6);
  const shares = samples.rank.map((rank) => rank / samples.count);
  // a curve needs a beginning: nobody stood for less than the least
  values.unshift(values[0]);
  shares.unshift(0);
  const budgets = downtimeBudgets(run);
  const low = Math.min(values[0], ...budgets.map((each) => each.nanos / 1e6));
  const high = Math.max(values.at(-1), ...budgets.map((each) => each.nanos / 1e6));
  const words = downtimeWords(run, samples, budgets);
  const { holder } = plot({
    label: `Share of guests that stood still no longer than so many milliseconds. ${words}`,
    data: [values, shares],
    series: [
      { label: 'downtime (ms)', value: (u, value) => (value === null ? '-' : number(value)) },
      {
        label: 'share of guests', stroke: () => colour(0), width: 2, points: { show: false },
        paths: uPlot.paths.stepped({ align: 1 }),
        value: (u, value) => (value === null ? '-' : `${(100 * value).toFixed(2)} %`),
      },
    ],
    scales: {
      x: { time: false, distr: 3, range: () => [low / 1.3, high * 1.3] },
      y: { range: () => [0, 1.02] },
    },
    axes: [
      {
        label: 'downtime (ms, logarithmic)', splits: () => logTicks(low / 1.3, high * 1.3),
        filter: (u, marks) => marks, values: (u, marks) => marks.map((mark) => Number(mark.toPrecision(3))),
      },
      { label: 'share of guests', size: 64, values: (u, marks) => marks.map((mark) => `${Math.round(100 * mark)} %`) },
    ],
    before: () => budgets.map((each) => ({ x: each.nanos / 1e6, word: each.text, low: true })),
    cursor: { drag: { x: false, y: false } },
  });
  return section('downtime', 'Downtime',
    h('p', {}, words),
    holder,
    twin('Downtimes', ['share', 'downtime', 'migration', 'event'],
      () => samples.value.map((value, i) => [
        `${(100 * samples.rank[i] / samples.count).toFixed(2)} %`, nanos(value),
        samples.migration[i], eventLink(run, samples.ord[i])]).reverse()));
}

/** Marks of a logarithmic axis: powers of ten, and where few of them fit, steps between. */
function logTicks(low, high) {
  const steps = high / low > 1e4 ? [1] : high / low > 50 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
  const marks = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
    marks.push(...steps.map((step) => step * power).filter((mark) => mark >= low && mark <= high));
  }
  return marks;
}

function downtimeWords(run, samples, budgets) {
  const half = quantile(samples, 0.5);
  const most = quantile(samples, 0.99);
  const said = samples.count === 1 ? `One guest stood still, for ${millis(half)}.`
    : `Of ${count(samples.count)} times that a guest stood still, half took no more than `
    + `${millis(half)}, 99 % no more than ${millis(most)}, the longest ${millis(samples.value.at(-1))}.`;
  const over = budgets
    .filter((each) => !each.metric.includes('['))
    .map((each) => {
      const above = countAbove(samples, each.nanos);
      return ` ${above === 0 ? 'None was' : `${count(above)} ${above === 1 ? 'was' : 'were'}`} longer than the ${nanos(each.nanos)} of '${each.text}'.`;
    });
  return said + over.join('');
}

/** By rank, for of many samples only some are kept; of those between two, the fewest there can be. */
function countAbove(samples, bound) {
  const i = samples.value.findIndex((value) => value > bound);
  return i < 0 ? 0 : samples.count - samples.rank[i] + 1;
}

const MOST_BARS = 40;

/** The longest downtimes by phase, and below them the mean of all. */
export function breakdown(view, choose) {
  const { run } = view;
  const stood = run.rows.filter((row) => row.downtime >= 0);
  if (stood.length === 0) {
    return undefined;
  }
  const worst = [...stood].sort((a, b) => b.downtime - a.downtime).slice(0, MOST_BARS);
  const bars = worst.map((row) => {
    const attempt = worstAttempt(row);
    const parts = STANDING.map((phase) => inPhase(attempt, phase));
    const rest = Math.max(0, row.downtime - parts.reduce((a, b) => a + b, 0));
    return { row, attempt, parts, rest };
  });
  const mean = STANDING.map((phase) =>
    (run.summary.downtimeBreakdownMillis[phase]?.mean ?? 0) * 1e6);
  const longest = Math.max(worst[0].downtime, mean.reduce((a, b) => a + b, 0));
  const rows = bars.map((bar) => barRow(bar, longest, () => choose(bar.row.name)));
  const average = barRow({ row: { name: 'mean of all that completed' }, parts: mean, rest: 0 }, longest);
  return section('breakdown', 'Where the longest downtimes went',
    legend([...STANDING.map((phase) => [phase, phaseColour(phase)]),
      ...(bars.some((bar) => bar.rest > 1000) ? [['taking it back', css('--soft')]] : [])]),
    h('div', { class: 'bars' }, rows, average),
    twin('Longest downtimes by phase', ['migration', 'downtime', ...STANDING, 'event'],
      () => bars.map((bar) => [bar.row.name, millis(bar.row.downtime),
        ...bar.parts.map((part) => millis(part)), eventLink(run, bar.attempt.endOrd)])));
}

function barRow({ row, parts, rest }, longest, onclick) {
  const sum = parts.reduce((a, b) => a + b, 0) + rest;
  const said = STANDING.map((phase, i) => `${phase} ${millis(parts[i])}`).join(', ');
  const words = h('span', { class: 'unseen' }, said);
  let x = 0;
  const piece = (length, fill) => {
    const rect = svg('rect', {
      x: (100 * x) / longest, width: (100 * length) / longest, y: 0, height: 10, style: `fill:${fill}`,
    });
    x += length;
    return rect;
  };
  const picture = svg('svg', {
    viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true',
    onmousemove: (event) => showTip(event, row.name, ...STANDING.map((phase, i) => `${phase} ${millis(parts[i])}`)),
    onmouseleave: hideTip,
  },
  STANDING.map((phase, i) => piece(parts[i], `var(${PHASE_COLOURS[phase]})`)),
  rest > 0 ? piece(rest, 'var(--soft)') : undefined);
  return onclick
    ? h('button', { type: 'button', class: 'bar', onclick },
      h('span', { class: 'name' }, row.name), picture, h('span', { class: 'value' }, millis(sum)), words)
    : h('div', { class: 'bar mean' },
      h('span', { class: 'name' }, row.name), picture, h('span', { class: 'value' }, millis(sum)), words);
}
