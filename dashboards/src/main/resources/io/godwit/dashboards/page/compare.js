// Several runs beside each other: figures, small multiples, guest by guest, quantile by quantile.

import { h, svg, css, section, table, twin, evidence, command, showTip, hideTip } from './dom.js';
import { canvas, roomForNames, timeAxis } from './axes.js';
import { badge, answer } from './verdict.js';
import { largest, quantile, smallest } from './model.js';
import { byName, bytes, count, millis, nanos, number, plural, seconds } from './text.js';

/** A bare number says little: with it goes what it is a number of. */
function nameRuns({ comparison: compared, runs }) {
  runs.forEach((run, i) => {
    run.name = compared.choices[i]
      .map((choice, axis) => (/^[\d.]/.test(choice) ? `${compared.axes[axis]} ${choice}` : choice))
      .join(', ') || run.name;
  });
}

export function comparison(model) {
  if (model.comparison) {
    nameRuns(model);
  }
  return [
    outcome(model),
    settings(model),
    model.comparison ? chosenMetrics(model) : undefined,
    figuresOf(model),
    multiples(model),
    pairs(model),
    shifts(model),
    heatDifference(model),
    origin(model),
  ].filter(Boolean);
}

function outcome(model) {
  const { comparison: compared, runs } = model;
  const valid = compared ? compared.asExpected.filter(Boolean).length : runs.filter((run) => run.summary.verdict === 'VALID').length;
  return section('verdict', 'Verdict',
    h('p', { class: 'answer' },
      compared ? [badge(compared.verdict), ` ${count(valid)} of ${plural(runs.length, 'run')} came out as the scenario says.`]
        : `${count(valid)} of ${plural(runs.length, 'run')} ${valid === 1 ? 'is' : 'are'} valid.`),
    runs.length <= 12 ? h('ul', {}, runs.map((run) => h('li', {}, h('strong', {}, run.name), `: ${answer(run)}`))) : undefined);
}

/** What the scenarios of runs that nobody chose together do not agree about. */
function settings({ comparison: compared, differing = [], runs }) {
  if (compared) {
    return undefined;
  }
  return section('settings', 'What differs',
    differing.length === 0
      ? h('p', {}, 'The scenarios of these runs agree in every key.')
      : table(['key', ...runs.map((run) => run.name)], differing.map(({ key, values }) => [key, ...values]), 'Keys that differ'));
}

const units = { ns: nanos, B: bytes, '': count };

/** What the scenario wants to see, as a grid of its axes; darker is more. */
function chosenMetrics(model) {
  const { axes, choices, show, asExpected } = model.comparison;
  const across = axes.length > 1 ? [...new Set(choices.map((each) => each[1]))] : [''];
  const down = [...new Set(choices.map((each) => each[0]))];
  const indexOf = (row, column) =>
    choices.findIndex((each) => each[0] === row && (axes.length === 1 || each[1] === column));
  return section('grid', 'What was asked for',
    h('div', { class: 'grids' }, show.map(({ metric, about, unit, values }) => h('div', {},
      h('h3', {}, metric),
      h('p', { class: 'hint' }, about),
      table([axes.join(' \\ '), ...across.map((each) => each || metric)], down.map((row) => [row, ...across.map((column) => {
        const i = indexOf(row, column);
        const value = values[i];
        const most = Math.max(...values.filter((each) => each !== null && each !== undefined));
        return value === null || value === undefined
          ? '-'
          : h('span', { class: 'meter', style: `--share:${most > 0 ? value / most : 0}` },
            `${units[unit](value)}${asExpected[i] ? '' : ' ✗'}`);
      })]), metric)))));
}

function figuresOf(model) {
  const d = (run, key) => (run.summary.downtimeMillis ? number(run.summary.downtimeMillis[key]) : '-');
  return section('figures', 'Figures',
    table(['run', 'verdict', 'moved', 'took', 'downtime p50 (ms)', 'p99 (ms)', 'longest (ms)', 'in all, p99 (s)', 'at once', 'memory sent', 'retries', 'page'],
      model.runs.map((run) => [run.name, run.summary.verdict,
        `${count(run.summary.migrations.completed)} of ${count(run.summary.migrations.planned)}`,
        run.summary.took ? seconds(run.summary.took.seconds) : '-', d(run, 'p50'), d(run, 'p99'), d(run, 'max'),
        run.summary.totalSeconds ? number(run.summary.totalSeconds.p99) : '-',
        count(run.summary.peakConcurrent), bytes(run.summary.bytes.memory), count(run.summary.migrations.retried),
        evidence('write', command('report', run.folder, '--html', 'report.html'))]), 'Figures of all runs'));
}

const SMALL_WIDE = 240;
const SMALL_TALL = 90;

const path = (points) => points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Guests left over time, and downtimes, of every run to the same scale. */
function multiples(model) {
  const { runs } = model;
  const longest = Math.max(...runs.map((run) => run.end - run.begin));
  const most = largest(runs.flatMap((run) => run.steps.left), 1);
  const stood = runs.flatMap((run) => run.downtimes.value);
  const low = Math.log(Math.max(1, smallest(stood)) / 1.2);
  const high = Math.log(largest(stood, 2) * 1.2);
  const left = (run) => {
    let points = run.steps.at.flatMap((at, i) => {
      const x = (SMALL_WIDE * (at - run.begin)) / longest;
      const before = run.steps.left[Math.max(0, i - 1)];
      return [[x, SMALL_TALL - (SMALL_TALL * before) / most], [x, SMALL_TALL - (SMALL_TALL * run.steps.left[i]) / most]];
    });
    points = points.length > 0 ? [...points, [SMALL_WIDE, points.at(-1)[1]]] : [[0, SMALL_TALL], [SMALL_WIDE, SMALL_TALL]];
    return svg('svg', { viewBox: `0 -4 ${SMALL_WIDE} ${SMALL_TALL + 22}`, role: 'img', 'aria-label': `Guests left over time: ${answer(run)}` },
      svg('path', { d: path(points), fill: 'none', style: 'stroke:var(--c1)', 'stroke-width': 1.8 }),
      svg('path', { d: `M0 ${SMALL_TALL}H${SMALL_WIDE}`, style: 'stroke:var(--line)' }),
      svg('text', { x: 0, y: SMALL_TALL + 14 }, '0 s'),
      svg('text', { x: SMALL_WIDE, y: SMALL_TALL + 14, 'text-anchor': 'end' }, seconds(longest / 1e9)));
  };
  const curve = (run) => {
    const scale = (value) => (SMALL_WIDE * (Math.log(Math.max(1, value)) - low)) / (high - low);
    let before = SMALL_TALL;
    const points = run.downtimes.value.flatMap((value, i) => {
      const y = SMALL_TALL - (SMALL_TALL * run.downtimes.rank[i]) / run.downtimes.count;
      const step = [[scale(value), before], [scale(value), y]];
      before = y;
      return step;
    });
    return svg('svg', { viewBox: `0 -4 ${SMALL_WIDE} ${SMALL_TALL + 22}`, role: 'img', 'aria-label': 'Share of guests below each downtime' },
      svg('path', { d: path(points.length > 0 ? [...points, [SMALL_WIDE, 0]] : [[0, SMALL_TALL]]), fill: 'none', style: 'stroke:var(--c2)', 'stroke-width': 1.8 }),
      svg('path', { d: `M0 ${SMALL_TALL}H${SMALL_WIDE}`, style: 'stroke:var(--line)' }),
      svg('text', { x: 0, y: SMALL_TALL + 14 }, millis(Math.exp(low))),
      svg('text', { x: SMALL_WIDE, y: SMALL_TALL + 14, 'text-anchor': 'end' }, millis(Math.exp(high))));
  };
  return section('multiples', 'Every run to the same scale',
    h('p', {}, `Above, guests left over time (up to ${count(most)}); below, the share of guests that stood still no longer than so many milliseconds (logarithmic).`),
    h('div', { class: 'multiples' }, runs.map((run) =>
      h('figure', {}, h('figcaption', {}, run.name), left(run), stood.length > 0 ? curve(run) : undefined))),
    twin('Guests left in every run', ['run', ...TENTHS.map((tenth) => `after ${seconds((tenth * longest) / 1e9)}`)],
      () => runs.map((run) => [run.name, ...TENTHS.map((tenth) => count(leftAt(run, run.begin + tenth * longest)))])));
}

const TENTHS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

function leftAt({ steps }, time) {
  const next = steps.at.findIndex((at) => at > time);
  return (next < 0 ? steps.left.at(-1) : steps.left[next - 1]) ?? 0;
}

const PAIRED = {
  downtime: (row) => row.downtime,
  'time in all': (row) => row.total,
};

/** Runs of one seed have the same guests: each is its own pair, whatever else was changed. */
function pairs(model) {
  const { runs } = model;
  const base = h('select', { onchange: () => update() }, runs.map((run, i) => h('option', { value: i }, run.name)));
  const measure = h('select', { onchange: () => update() }, Object.keys(PAIRED).map((name) => h('option', {}, name)));
  const place = h('div', { class: 'wide' });
  const update = () => {
    const first = runs[Number(base.value)];
    const lines = runs
      .filter((run) => run !== first)
      .map((run) => pair(first, run, PAIRED[measure.value]))
      .filter((each) => each.differences.length > 0);
    place.replaceChildren(lines.length === 0
      ? h('p', {}, 'No guest moved in two runs of one seed: there is nothing to pair.')
      : pairPicture(lines),
    lines.length === 0 ? '' : table(['run', 'guests', 'mean difference', '95 % interval', 'shorter', 'longer'],
      lines.map((each) => [each.name, count(each.differences.length), nanos(Math.round(each.mean)),
        each.differences.length > 1 ? `${nanos(Math.round(each.mean - each.half))} to ${nanos(Math.round(each.mean + each.half))}` : 'one guest has none',
        count(each.differences.filter((one) => one < 0).length), count(each.differences.filter((one) => one > 0).length)]),
      'Paired differences'));
  };
  update();
  return section('pairs', 'Guest by guest',
    h('p', {}, 'Where two runs have the same seed they have the same guests, which write the same: the difference of each guest is due to what was changed. A dot is a guest; the bar is the mean with its 95 % interval.'),
    h('p', { class: 'controls' }, h('label', {}, 'Compare with ', base), h('label', {}, 'by ', measure)),
    place);
}

function pair(first, run, measure) {
  const differences = [];
  if (first.summary.seed === run.summary.seed) {
    const before = new Map(first.rows.map((row) => [row.vm, measure(row)]));
    for (const row of run.rows) {
      const one = before.get(row.vm) ?? -1;
      if (one >= 0 && measure(row) >= 0) {
        differences.push(measure(row) - one);
      }
    }
  }
  const n = Math.max(1, differences.length);
  const mean = differences.reduce((a, b) => a + b, 0) / n;
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, n - 1);
  return { name: run.name, differences, mean, half: student(n - 1) * Math.sqrt(variance / n) };
}

/** The two-sided 95 % point of Student's t, as tables have it; 1.96 for many degrees. */
function student(degrees) {
  const known = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
  return known[degrees - 1] ?? 1.96 + 2.5 / Math.max(10, degrees);
}

const LINE = 26;
const NAME = 220;
const BREADTH = 960;

function pairPicture(lines) {
  const most = largest(lines.flatMap((each) => each.differences.map(Math.abs)), 1);
  const x = (value) => NAME + ((value / most + 1) / 2) * (BREADTH - NAME - 10);
  const drawn = (differences) => {
    const sorted = [...differences].sort((a, b) => a - b);
    const step = Math.max(1, Math.floor(sorted.length / 250));
    return sorted.filter((each, i) => i % step === 0 || i === sorted.length - 1);
  };
  const height = lines.length * LINE + 24;
  return svg('svg', { viewBox: `0 0 ${BREADTH} ${height}`, role: 'img', 'aria-label': lines.map((each) => `${each.name}: mean ${nanos(Math.round(each.mean))}`).join('; ') },
    svg('path', { d: `M${x(0)} 0V${height - 20}`, style: 'stroke:var(--line)' }),
    lines.map((each, n) => {
      const y = n * LINE + LINE / 2;
      return svg('g', {},
        svg('text', { x: 0, y: y + 4 }, each.name.slice(0, 34)),
        drawn(each.differences).map((one, i) => svg('circle', { cx: x(one), cy: y + ((i * 7) % 13) - 6, r: 1.6, style: 'fill:var(--c1);opacity:.45' })),
        svg('path', { d: `M${x(each.mean - each.half)} ${y}H${x(each.mean + each.half)}`, style: 'stroke:var(--bad);stroke-width:2' }),
        svg('path', { d: `M${x(each.mean)} ${y - 8}V${y + 8}`, style: 'stroke:var(--bad);stroke-width:2.5' }));
    }),
    svg('text', { x: NAME, y: height - 4 }, `${nanos(Math.round(most))} shorter`),
    svg('text', { x: x(0), y: height - 4, 'text-anchor': 'middle' }, 'the same'),
    svg('text', { x: BREADTH - 10, y: height - 4, 'text-anchor': 'end' }, `${nanos(Math.round(most))} longer`));
}

const SHARES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/** By how much each quantile of the downtime is shifted against the first run. */
function shifts(model) {
  const runs = model.runs.filter((run) => run.downtimes.count > 0);
  if (runs.length < 2) {
    return undefined;
  }
  const base = h('select', { onchange: () => update() }, runs.map((run, i) => h('option', { value: i }, run.name)));
  const place = h('div', { class: 'wide' });
  const update = () => {
    const first = runs[Number(base.value)];
    const others = runs.filter((run) => run !== first);
    const lines = others.map((run) => SHARES.map((share) => quantile(run.downtimes, share) - quantile(first.downtimes, share)));
    place.replaceChildren(
      others.length <= 7 ? shiftPicture(others, lines) : '',
      table(['run', ...SHARES.map((share) => (share === 1 ? 'longest' : `p${number(share * 100).replace(/\.?0+$/, '')}`))],
        others.map((run, n) => [run.name, ...lines[n].map((each) => `${each > 0 ? '+' : ''}${nanos(each)}`)]), 'Shift of quantiles'));
  };
  update();
  return section('shift', 'Quantile by quantile',
    h('p', {}, 'How much longer (above) or shorter (below) a downtime of each rank is.'),
    h('p', { class: 'controls' }, h('label', {}, 'Against ', base)), place);
}

/** Places for words beside lines: in the same order, and far enough from each other to be read. */
function apart(wanted, step, high) {
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  order.forEach((n, i) => {
    const above = i === 0 ? -Infinity : places[order[i - 1]];
    const room = high - step * (order.length - 1 - i);
    places[n] = Math.min(room, Math.max(wanted[n], above + step));
  });
  return places;
}

function shiftPicture(runs, lines) {
  const high = 180;
  const most = largest(lines.flat().map(Math.abs), 1);
  const x = (i) => 60 + (i / (SHARES.length - 1)) * 720;
  const y = (value) => high / 2 - (value / most) * (high / 2 - 10);
  const places = apart(lines.map((line) => y(line.at(-1))), 13, high);
  return svg('svg', { viewBox: `0 0 ${BREADTH} ${high + 24}`, role: 'img', 'aria-label': 'Shift of each quantile of the downtime' },
    svg('path', { d: `M60 ${y(0)}H780`, style: 'stroke:var(--line)' }),
    SHARES.map((share, i) => svg('text', { x: x(i), y: high + 16, 'text-anchor': 'middle' }, share === 1 ? 'max' : `${Math.round(share * 100)} %`)),
    svg('text', { x: 0, y: 12 }, `+${nanos(most)}`), svg('text', { x: 0, y: high - 2 }, `-${nanos(most)}`),
    lines.map((line, n) => [
      svg('path', { d: path(line.map((value, i) => [x(i), y(value)])), fill: 'none', style: `stroke:var(--c${n + 1})`, 'stroke-width': 2 }),
      svg('text', { x: 788, y: places[n] + 4, style: `fill:var(--c${n + 1})` }, runs[n].name.slice(0, 26)),
    ]));
}

/** Links over time in two runs: blue where the first carried more, orange where the second did. */
function heatDifference(model) {
  const runs = model.runs.filter((run) => run.heat.links.length > 0);
  if (runs.length < 2 || runs.length > 12) {
    return undefined;
  }
  const pick = (chosen) => h('select', { onchange: () => picture.paint() }, runs.map((run, i) => h('option', { value: i, selected: i === chosen }, run.name)));
  const one = pick(0);
  const other = pick(1);
  const buckets = 120;
  const links = [...new Set(runs.flatMap((run) => run.heat.links))].sort(byName);
  const tall = Math.max(2, Math.min(14, Math.floor(420 / links.length)));
  const length = Math.max(...runs.map((run) => run.end - run.begin)) / buckets;
  const spread = (run) => {
    const rows = new Map();
    run.heat.links.forEach((link, n) => {
      const row = new Array(buckets).fill(0);
      run.heat.cells[n].forEach((cell, i) => {
        const from = (run.heat.start + i * run.heat.width - run.begin) / length;
        const to = from + run.heat.width / length;
        for (let b = Math.max(0, Math.floor(from)); b < Math.min(buckets, to); b++) {
          row[b] += (cell * (Math.min(to, b + 1) - Math.max(from, b))) / (to - from);
        }
      });
      rows.set(link, row);
    });
    return rows;
  };
  const known = new Map();
  const rowsOf = (run) => {
    if (!known.has(run)) {
      known.set(run, spread(run));
    }
    return known.get(run);
  };
  const zero = new Array(buckets).fill(0);
  const difference = (link, b) =>
    (rowsOf(runs[other.value]).get(link) ?? zero)[b] - (rowsOf(runs[one.value]).get(link) ?? zero)[b];
  const capacity = new Map(runs.flatMap((run) => run.heat.links.map((link, i) => [link, run.heat.capacity[i]])));
  const draw = (context, width) => {
    const room = roomForNames(width, 190);
    context.clearRect(0, 0, width, links.length * tall);
    links.forEach((link, n) => {
      const most = ((capacity.get(link) || 1) * length) / 1e9;
      for (let b = 0; b < buckets; b++) {
        const share = difference(link, b) / most;
        if (Math.abs(share) > 0.005) {
          context.globalAlpha = Math.min(1, 0.15 + Math.abs(share));
          context.fillStyle = css(share > 0 ? '--c2' : '--c1');
          context.fillRect(room + (b * (width - room)) / buckets, n * tall, (width - room) / buckets + 0.3, tall);
        }
      }
      context.globalAlpha = 1;
      if (n % Math.ceil(13 / tall) === 0) {
        context.fillStyle = css('--text');
        context.textBaseline = 'top';
        context.fillText(link, 2, n * tall, room - 6);
      }
    });
  };
  const picture = canvas(links.length * tall, draw, { role: 'img', 'aria-label': 'Difference of what each link carried over time' });
  const axis = canvas(24, (context, width) => {
    const room = roomForNames(picture.clientWidth, 190);
    const x = (time) => room + (time / (buckets * length)) * (picture.clientWidth - room);
    context.clearRect(0, 0, width, 24);
    timeAxis(context, { range: [0, buckets * length] }, x, 0, width - room);
  }, { 'aria-hidden': 'true' });
  picture.addEventListener('mousemove', (event) => {
    const link = links[Math.floor(event.offsetY / tall)];
    const room = roomForNames(picture.clientWidth, 190);
    const b = Math.floor(((event.offsetX - room) / (picture.clientWidth - room)) * buckets);
    if (link && b >= 0 && b < buckets) {
      showTip(event, link, `${seconds((b * length) / 1e9)} after the first request`, `${bytes(Math.round(difference(link, b)))} difference`);
    }
  });
  picture.addEventListener('mouseleave', hideTip);
  document.addEventListener('godwit-theme', () => {
    picture.paint();
    axis.paint();
  });
  return section('heat', 'Links over time, the difference',
    h('p', { class: 'controls' }, h('label', {}, 'Blue where this run carried more: ', one), h('label', {}, 'orange where this one did: ', other)),
    h('div', { class: 'heat' }, picture),
    axis,
    h('p', { class: 'hint' }, 'Time since the first request of each run; the fuller the colour, the larger the difference.'),
    twin('Links of both', ['link', ...runs.map((run) => run.name)], () => links.map((link) => [link, ...runs.map((run) => {
      const i = run.heat.links.indexOf(link);
      return i < 0 ? '-' : bytes(run.heat.cells[i].reduce((a, b) => a + b, 0));
    })])));
}

function origin(model) {
  const folder = model.comparison?.folder;
  return section('provenance', 'Where this is from',
    table(['run', 'scenario', 'seed', 'Godwit', 'digest', 'folder'],
      model.runs.map((run) => [run.name, run.summary.scenario, String(run.summary.seed), run.summary.version,
        run.summary.digest.slice(0, 16), evidence(run.folder, command('report', run.folder))]), 'Runs'),
    folder ? h('p', {}, evidence('report the comparison', command('report', folder))) : undefined,
    h('ul', {}, leftOut(model).map((line) => h('li', {}, line))),
    h('ul', {}, [...new Set(model.runs.flatMap((run) => run.thinned))].map((line) => h('li', {}, line))));
}

/** Pages of many runs have less of each. */
function leftOut({ runs }) {
  const lines = [];
  if (runs.some((run) => run.heat.links.length === 0 && run.tallies.usedLinkBytes > 0)) {
    lines.push('Links over time are left out: the page of each run has them.');
  }
  if (runs.some((run) => run.rows.length === 0 && run.summary.migrations.planned > 0)) {
    lines.push('Single guests are left out: the page of each run has them.');
  }
  return lines;
}
