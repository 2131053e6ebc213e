// Curves over virtual time, by uPlot: guests left, and migrations that run and wait.

import { css, h, section, twin, evidence, eventLink, command, legend } from './dom.js';
import { faultBands, timeKeys, TIME_HINT } from './axes.js';
import { at, count, nanos, seconds } from './text.js';

const PALETTE = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7'];

export const colour = (i) => css(PALETTE[i % PALETTE.length]);

/** A line at a value of the time axis (x) or of the other (y), with its word beside it. */
function marks(u, lines) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px ${css('--font')}`;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  lines.forEach(({ x, y, word, name = '--bad', low = false }, row) => {
    ctx.strokeStyle = css(name);
    ctx.fillStyle = css(name);
    ctx.beginPath();
    if (x !== undefined) {
      const place = u.valToPos(x, 'x', true);
      if (place < bbox.left || place > bbox.left + bbox.width) {
        return;
      }
      ctx.moveTo(place, bbox.top);
      ctx.lineTo(place, bbox.top + bbox.height);
      const right = place > bbox.left + bbox.width * 0.7;
      ctx.textAlign = right ? 'right' : 'left';
      ctx.textBaseline = 'top';
      ctx.fillText(word, place + (right ? -6 : 6), bbox.top + (low ? bbox.height / 2 : 4) + row * 15 * devicePixelRatio);
    } else {
      const place = u.valToPos(y, 'y', true);
      if (place < bbox.top || place > bbox.top + bbox.height) {
        return;
      }
      ctx.moveTo(bbox.left, place);
      ctx.lineTo(bbox.left + bbox.width, place);
      ctx.textAlign = 'right';
      ctx.textBaseline = 'bottom';
      ctx.fillText(word, bbox.left + bbox.width - 6, place - 3);
    }
    ctx.stroke();
  });
  ctx.restore();
}

function bands(u, stretches) {
  const { ctx, bbox } = u;
  ctx.save();
  for (const [from, to, fill] of stretches) {
    const left = Math.max(bbox.left, u.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, u.valToPos(to, 'x', true));
    if (right >= left) {
      ctx.fillStyle = fill;
      ctx.fillRect(left, bbox.top, Math.max(2 * devicePixelRatio, right - left), bbox.height);
    }
  }
  ctx.restore();
}

const axis = (extra) => ({
  stroke: () => css('--soft'),
  grid: { stroke: () => css('--grid'), width: 1 },
  ticks: { stroke: () => css('--line'), width: 1 },
  font: '12px system-ui, sans-serif',
  ...extra,
});

/** A chart that fills its place, follows the theme, and can be reached by keyboard. */
export function plot({ label, height = 260, data, series, scales, axes, behind, before, hooks = {}, keys, cursor }) {
  const holder = h('div', {
    class: 'plot', tabindex: 0, role: 'group', 'aria-label': label, onkeydown: keys,
  });
  const options = {
    width: 800,
    height,
    series,
    scales,
    axes: axes.map(axis),
    legend: { live: true },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 6 }, ...cursor },
    hooks: {
      drawClear: [(u) => bands(u, behind?.() ?? [])],
      draw: [(u) => marks(u, before?.() ?? [])],
      ...hooks,
    },
  };
  const chart = new uPlot(options, data, holder);
  new ResizeObserver(() => {
    if (holder.clientWidth > 0) {
      chart.setSize({ width: holder.clientWidth, height });
    }
  }).observe(holder);
  holder.destroyChart = () => chart.destroy();
  return { holder, chart };
}

/** A chart whose axis is virtual time; all of them show the same stretch. */
function overTime(view, options) {
  const { run } = view;
  const made = plot({
    ...options,
    keys: (event) => timeKeys(view, event),
    scales: { x: { time: false, min: view.range[0] / 1e9, max: view.range[1] / 1e9 }, y: { range: (u, low, high) => [0, Math.max(1, high * 1.08)] } },
    behind: () => [
      ...(options.behind?.() ?? []),
      ...faultBands(run).map(([from, to]) => [from / 1e9, to / 1e9, css('--fault')]),
    ],
    cursor: {
      sync: { key: 'time' },
      bind: { dblclick: () => () => { view.reset(); } },
    },
    hooks: {
      setSelect: [(u) => {
        if (u.select.width > 3) {
          view.zoom(
            u.posToVal(u.select.left, 'x') * 1e9,
            u.posToVal(u.select.left + u.select.width, 'x') * 1e9,
          );
          u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
        }
      }],
    },
  });
  view.listen(() => {
    made.chart.setScale('x', { min: view.range[0] / 1e9, max: view.range[1] / 1e9 });
    made.chart.redraw();
  });
  return made;
}

const stepped = (name, i, extra = {}) => ({
  label: name,
  stroke: () => colour(i),
  width: 2,
  paths: uPlot.paths.stepped({ align: 1 }),
  points: { show: false },
  value: (u, value) => (value === null || value === undefined ? '-' : count(value)),
  ...extra,
});

/** Nobody moves half a guest. */
const WHOLE = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power));

/** Lines that lie on each other are both seen, and told apart without their colours. */
const DASHES = [[], [8, 5], [3, 3], [12, 4], [2, 6], [6, 2]];

const timeSeries = { label: 'at', value: (u, value) => (value === null ? '-' : `${value.toFixed(3)} s`) };

const valueAt = (times, values, time) => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low === 0 ? 0 : values[low - 1];
};

/** Bounds on how long everything may take; those of downtimes are elsewhere. */
const durations = (run) => run.budgets.filter((each) => each.metric === 'duration');

export function guestsLeft(view) {
  const { run } = view;
  const large = run.plans.filter((plan) => plan.at.length > 1).slice(0, 6);
  const several = large.length > 1;
  const times = [...new Set([
    ...run.steps.at, ...large.flatMap((plan) => (several ? plan.at : [])), run.end,
  ])].sort((a, b) => a - b);
  const lines = several
    ? large.map((plan) => times.map((time) => valueAt(plan.at, plan.left, time)))
    : [times.map((time) => valueAt(run.steps.at, run.steps.left, time))];
  const deadlines = run.plans
    .filter((plan) => plan.deadline != null)
    .map((plan) => ({ x: (plan.startedAt + plan.deadline) / 1e9, word: `deadline of ${plan.name}` }));
  const limits = durations(run).map((each) => ({ x: each.nanos / 1e9, word: each.text }));
  const { holder } = overTime(view, {
    label: `Guests left over time. ${leftWords(run)} ${TIME_HINT}`,
    data: [times.map((time) => time / 1e9), ...lines],
    series: [timeSeries, ...lines.map((line, i) =>
      stepped(several ? large[i].name : 'guests left', i, several ? { dash: DASHES[i] } : { fill: () => css('--area') }))],
    axes: [{ label: 'virtual time (s)' }, { label: 'guests that have not moved', size: 64, incrs: WHOLE }],
    before: () => [...deadlines, ...limits],
  });
  return section('left', 'Guests left over time',
    h('p', {}, leftWords(run)),
    run.steps.at.length > 0 ? holder : undefined,
    run.steps.at.length > 0 ? h('p', { class: 'hint' }, TIME_HINT) : undefined,
    h('p', {}, run.plans.slice(0, 12).map((plan) => [
      `${plan.name} (${plan.kind} ${plan.target}) began with `, eventLink(run, plan.startedOrd), '. '])),
    run.steps.at.length === 0 ? undefined : twin('Guests left', ['virtual time', 'guests left', 'event'],
      () => run.steps.at.map((time, i) =>
        [at(time), count(run.steps.left[i]), eventLink(run, run.steps.ord[i])])));
}

function leftWords(run) {
  const { steps } = run;
  if (steps.at.length === 0) {
    return 'No migration was planned in this run.';
  }
  const rest = steps.left.at(-1);
  const ended = rest === 0 && !run.live
    ? `The last guest had moved ${seconds((steps.at.at(-1) - steps.at[0]) / 1e9)} after the first request.`
    : `${count(rest)} of ${count(run.summary.migrations.planned)} ${run.live ? 'have not moved yet' : 'had not moved at the end'}.`;
  const late = run.plans
    .filter((plan) => plan.deadline != null && !(run.live && plan.startedAt + plan.deadline > run.endNanos))
    .map((plan) => {
      const limit = plan.startedAt + plan.deadline;
      const left = valueAt(plan.at, plan.left, limit);
      return left === 0
        ? ` ${plan.name} was empty before its deadline.`
        : ` ${plan.name} had ${count(left)} left at its deadline.`;
    });
  return ended + late.join('');
}

export function concurrency(view) {
  const { run } = view;
  const { steps, holds } = run;
  const limits = [...new Set(holds.map((hold) => hold.by))];
  const shade = (i) => `${colour(i + 2)}38`;
  const { holder } = overTime(view, {
    label: `Migrations that run and wait over time. ${holdWords(run)} ${TIME_HINT}`,
    data: [steps.at.map((time) => time / 1e9), steps.running, steps.waiting],
    series: [timeSeries, stepped('running', 0), stepped('waiting', 1)],
    axes: [{ label: 'virtual time (s)' }, { label: 'migrations', size: 64, incrs: WHOLE }],
    behind: () => holds.map((hold) => [
      hold.from / 1e9, (hold.until < 0 ? run.end : hold.until) / 1e9, shade(limits.indexOf(hold.by))]),
  });
  return section('concurrency', 'Running and waiting',
    h('p', {}, holdWords(run)),
    steps.at.length > 0 ? holder : undefined,
    limits.length > 0 ? legend(limits.map((by, i) => [`held back by ${by}`, colour(i + 2)])) : undefined,
    holds.length === 0 ? undefined : twin('What held migrations back', ['limit', 'plan', 'from', 'until', 'for', 'ran then', 'event'],
      () => holds.map((hold) => [hold.by, `plan-${hold.plan}`, at(hold.from),
        hold.until < 0 ? 'the end' : at(hold.until),
        nanos((hold.until < 0 ? run.end : hold.until) - hold.from),
        count(hold.underWay), eventLink(run, hold.ord)])),
    steps.at.length === 0 ? undefined : twin('Running and waiting', ['virtual time', 'running', 'waiting', 'event'],
      () => steps.at.map((time, i) =>
        [at(time), count(steps.running[i]), count(steps.waiting[i]), eventLink(run, steps.ord[i])])));
}

function holdWords(run) {
  const most = run.summary.peakConcurrent < 2 ? 'No two migrations ran at once.'
    : `At most ${count(run.summary.peakConcurrent)} migrations ran at once.`;
  const sums = new Map();
  const seen = new Map();
  // plans that are held back at the same time are held back once
  for (const hold of [...run.holds].sort((a, b) => a.from - b.from)) {
    const until = hold.until < 0 ? run.end : hold.until;
    const from = Math.max(hold.from, seen.get(hold.by) ?? 0);
    sums.set(hold.by, (sums.get(hold.by) ?? 0) + Math.max(0, until - from));
    seen.set(hold.by, Math.max(until, from));
  }
  const longest = [...sums].sort((a, b) => b[1] - a[1]);
  return longest.length === 0
    ? `${most} No limit held any back.`
    : `${most} ${longest.map(([by, length]) => `${by} held others back for ${nanos(length)}`).join(', ')}.`;
}

export const peakLink = (run) => {
  const i = run.steps.running.indexOf(run.summary.peakConcurrent);
  return i < 0
    ? command('events', run.folder, '--kind', 'migration-admitted')
    : command('events', run.folder, '--ord', String(run.steps.ord[i]));
};
