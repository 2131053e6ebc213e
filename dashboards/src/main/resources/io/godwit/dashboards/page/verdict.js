// The answer first: what came of the run, in a sentence, and its figures.

import { h, section, evidence, command, table } from './dom.js';
import { peakLink } from './lines.js';
import { sampleOf } from './model.js';
import { bytes, count, number, plural, seconds } from './text.js';

const SHAPES = { VALID: '✓', INVALID: '✗', UNKNOWN: '?', UNFINISHED: '…', RUNNING: '▶' };

export const badge = (verdict) =>
  h('span', { class: `badge ${verdict.toLowerCase()}` }, `${SHAPES[verdict] ?? ''} ${verdict}`);

const MEANING = {
  VALID: 'Every invariant held and everything expected came true.',
  INVALID: 'Something that had to hold did not.',
  UNKNOWN: 'Nothing went wrong, and nothing was proved either.',
  UNFINISHED: 'The run did not come to its end: nothing is judged.',
  RUNNING: 'The run goes on: nothing is judged before its end.',
};

/** What came of every plan that moves guests, else of the run, in one sentence. */
export function answer(run) {
  const { summary } = run;
  const moved = summary.migrations;
  if (moved.planned === 0) {
    return run.live ? 'No migration is planned yet.' : 'No migration was planned.';
  }
  const drains = summary.plans.filter((plan) => plan.kind === 'drain' && !summary.unfinished);
  const one = drains.length === 1 && drains[0].figures.migrations.planned === moved.planned ? drains[0] : undefined;
  const emptied = one && one.missed === 0 && moved.completed === moved.planned;
  const took = summary.took;
  const begin = emptied
    ? `${one.target} was empty ${seconds(took.seconds)} after the drain began: all ${plural(moved.planned, 'guest')} moved`
    : `${count(moved.completed)} of ${plural(moved.planned, 'migration')} completed${took ? ` in ${seconds(took.seconds)}` : ''}`;
  const other = [['failed', 'failed'], ['rolledBack', 'rolled back'], ['cancelled', 'cancelled'], ['lost', 'lost']]
    .filter(([key]) => moved[key] > 0)
    .map(([key, word]) => `${count(moved[key])} ${word}`);
  const settled = moved.completed + moved.failed + moved.rolledBack + moved.cancelled + moved.lost;
  if (settled < moved.planned) {
    other.push(`${count(moved.planned - settled)} without an outcome`);
  }
  const d = summary.downtimeMillis;
  const felt = !d ? '; no guest stood still'
    : run.downtimes.count === 1 ? `; the guest stood still for ${number(d.max)} ms`
    : `; half of the guests stood still for no more than ${number(d.p50)} ms, the longest for ${number(d.max)} ms`;
  return `${begin}${other.length > 0 ? `, ${other.join(', ')}` : ''}${felt}.`;
}

export function verdict(run) {
  const { summary } = run;
  const failed = [...summary.invariants, ...summary.expectations]
    .filter((each) => ['broken', 'missed'].includes(each.result));
  const never = summary.faults.filter((each) => each.result === 'never').length;
  const plans = summary.plans.filter((plan) => ['missed', 'expected'].includes(plan.result));
  const word = run.live ? 'RUNNING' : summary.verdict;
  return section('verdict', 'Verdict',
    h('p', { class: 'answer' }, badge(word), ' ', answer(run)),
    h('p', {}, MEANING[word] ?? ''),
    summary.unfinished && !run.live
      ? h('p', {}, `The record ends at ${seconds(summary.unfinished.recordEndsAtSeconds)} of virtual time, with ${plural(summary.unfinished.underWay, 'migration')} under way.`)
      : undefined,
    h('ul', {},
      failed.map((each) => h('li', {}, `${each.name} is ${each.result}: ${each.detail}`)),
      plans.map((plan) => h('li', {}, `${plan.kind} ${plan.target} ${plan.shortfall}`
        + `${plan.reasons.length > 0 ? ': ' : ''}${plan.reasons.slice(0, 3).join('; ')}`
        + `${plan.reasons.length > 3 ? ` and ${count(plan.reasons.length - 3)} more` : ''}`)),
      never > 0 ? h('li', {}, `${plural(never, 'fault')} never struck`) : []));
}

function valueOf(summary, path) {
  return path.split('.').reduce((part, key) => part?.[key], summary);
}

/** A figure of summary.json with the command that shows what made it. */
function figure(run, path, label, shown, line) {
  const value = valueOf(run.summary, path);
  return value === undefined
    ? undefined
    : h('div', { class: 'figure', 'data-figure': path, 'data-value': String(value) },
      evidence(shown(value), line, { 'aria-label': `${label}: ${shown(value)}; show the command behind it` }),
      h('span', {}, label));
}

const SAMPLES = { downtimeMillis: ['downtimes', 1e6], totalSeconds: ['totals', 1e9], rounds: ['rounds', 1] };

/** The event that has a quantile, for quantiles are values that occurred. */
function behind(run, distribution, quantile) {
  const [samples, factor] = SAMPLES[distribution];
  const value = valueOf(run.summary, `${distribution}.${quantile}`);
  const sample = value === undefined ? undefined : sampleOf(run[samples], value * factor);
  return sample
    ? command('events', run.folder, '--ord', String(sample.ord))
    : command('events', run.folder, '--kind', 'migration-completed');
}

export function figures(run) {
  const kind = (name) => command('events', run.folder, '--kind', name);
  const outcomes = kind('migration-settled');
  const ms = (value) => `${number(value)} ms`;
  return section('figures', 'Figures',
    h('div', { class: 'figures' },
      figure(run, 'migrations.completed', 'completed', count, outcomes),
      figure(run, 'migrations.planned', 'planned', count, kind('migration-planned')),
      figure(run, 'migrations.failed', 'failed', count, outcomes),
      figure(run, 'migrations.rolledBack', 'rolled back', count, outcomes),
      figure(run, 'migrations.cancelled', 'cancelled', count, kind('migration-cancelled')),
      figure(run, 'migrations.retried', 'retries', count, kind('migration-admitted')),
      figure(run, 'vms.lost', 'guests lost', count, kind('vcpus-*')),
      figure(run, 'took.seconds', 'took', seconds, outcomes),
      figure(run, 'downtimeMillis.p50', 'downtime p50', ms, behind(run, 'downtimeMillis', 'p50')),
      figure(run, 'downtimeMillis.p99', 'downtime p99', ms, behind(run, 'downtimeMillis', 'p99')),
      figure(run, 'downtimeMillis.max', 'longest downtime', ms, behind(run, 'downtimeMillis', 'max')),
      figure(run, 'totalSeconds.p99', 'migration p99', seconds, behind(run, 'totalSeconds', 'p99')),
      figure(run, 'peakConcurrent', 'at once, at most', count, peakLink(run)),
      figure(run, 'bytes.memory', 'memory sent', bytes, kind('flow-ended')),
      figure(run, 'bytes.deviceContext', 'context sent', bytes, kind('context-moved'))),
    distributions(run),
    groups(run));
}

const QUANTILES = ['p50', 'p90', 'p99', 'p999', 'max', 'mean'];

function distributions(run) {
  const { summary } = run;
  const row = (name, distribution, behindName) => [name, ...QUANTILES.map((quantile) => {
    const plain = behindName === 'rounds' && quantile !== 'mean';
    const shown = (plain ? count : number)(distribution[quantile]);
    return behindName && quantile !== 'mean' ? evidence(shown, behind(run, behindName, quantile)) : shown;
  })];
  const rows = [
    summary.downtimeMillis && row('downtime (ms)', summary.downtimeMillis, 'downtimeMillis'),
    ...Object.entries(summary.downtimeBreakdownMillis).map(([phase, each]) => row(`  ${phase} (ms)`, each)),
    summary.slowdownMillis?.max > 0 && row('slowdown (ms)', summary.slowdownMillis),
    summary.totalSeconds && row('in all (s)', summary.totalSeconds, 'totalSeconds'),
    summary.rounds && row('rounds', summary.rounds, 'rounds'),
  ].filter(Boolean);
  return rows.length === 0
    ? h('p', {}, 'Nothing to measure.')
    : table(['', 'p50', 'p90', 'p99', 'p99.9', 'longest', 'mean'], rows, 'Distributions');
}

function groups(run) {
  const all = run.summary.groups;
  if (all.length < 2 || !all.some((each) => each.figures.migrations.planned > 1)) {
    return undefined;
  }
  const d = (figures, key) => (figures.downtimeMillis ? number(figures.downtimeMillis[key]) : '-');
  return table(['group', 'moved', 'downtime p50 (ms)', 'p99 (ms)', 'longest (ms)', 'in all, p99 (s)'],
    all.map(({ group, figures }) => [group, `${count(figures.migrations.completed)} of ${count(figures.migrations.planned)}`,
      d(figures, 'p50'), d(figures, 'p99'), d(figures, 'max'),
      figures.totalSeconds ? number(figures.totalSeconds.p99) : '-']), 'By group');
}
