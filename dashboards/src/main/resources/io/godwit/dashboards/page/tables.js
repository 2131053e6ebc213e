// What the charts rest on: worst migrations, faults, what was judged, what bound the plan, and
// where all of it is from.

import { h, section, table, evidence, eventLink, command } from './dom.js';

import { worstAttempt } from './model.js';
import { at, bytes, count, number, percent, plural, rate, seconds } from './text.js';

export function worst(run, choose) {
  const { summary } = run;
  if (summary.worst.length === 0) {
    return section('worst', 'Longest downtimes', h('p', {}, 'No guest stood still in this run.'));
  }
  return section('worst', 'Longest downtimes',
    table(['migration', 'downtime (ms)', 'in all (s)', 'rounds', 'why', 'from', 'to', 'event', 'timeline'],
      summary.worst.map((each) => {
        const row = run.byName.get(each.migration);
        return [
          row ? h('button', { type: 'button', class: 'link', onclick: () => choose(each.migration) }, each.migration) : each.migration,
          number(each.downtimeMillis), each.totalSeconds === undefined ? '-' : number(each.totalSeconds), count(each.rounds), each.reason,
          each.source, each.destination,
          row && row.attempts.length > 0 ? eventLink(run, worstAttempt(row).endOrd) : '',
          evidence('draw', command('timeline', run.folder, each.migration)),
        ];
      }), 'Migrations with the longest downtime'));
}

export function faults(run) {
  const { summary } = run;
  if (run.faults.length === 0 && summary.faults.length === 0) {
    return section('faults', 'Faults', h('p', {}, 'The scenario has no faults.'));
  }
  return section('faults', 'Faults',
    summary.faults.length > 0
      ? table(['fault', 'came', 'when and on what, or why not'],
        summary.faults.map((each) => [each.name, each.result, each.detail]), 'Faults of the scenario')
      : undefined,
    run.faults.length > 0
      ? table(['what', 'where', 'from', 'until', 'event'],
        run.faults.map((each) => [each.what, each.where + (each.places > 1 ? ` and ${each.places - 1} more` : ''),
          at(each.fromNanos), each.untilNanos < 0 ? 'the end' : each.untilNanos === each.fromNanos ? '' : at(each.untilNanos),
          eventLink(run, each.ord)]), 'When they struck')
      : undefined);
}

const WORDS = { held: '✓ held', broken: '✗ broken', unproved: '? unproved', met: '✓ met', missed: '✗ missed' };

export function judgements(run) {
  const { summary } = run;
  if (summary.unfinished) {
    return section('judged', 'Invariants and expectations',
      h('p', {}, run.live ? 'Not judged before the run comes to its end.' : 'Not judged: they are about a run that came to its end.'));
  }
  const violation = (name) => run.violations.find((each) => each.invariant === name);
  return section('judged', 'Invariants and expectations',
    table(['invariant', 'result', 'evidence', 'first violation'],
      summary.invariants.map((each) => [each.name, WORDS[each.result] ?? each.result, each.detail,
        each.result === 'broken'
          ? h('span', {}, violation(each.name) ? eventLink(run, violation(each.name).ord) : 'only the end shows it')
          : '']), 'Invariants'),
    summary.expectations.length > 0
      ? table(['expectation', 'result', 'value'],
        summary.expectations.map((each) => [each.name, WORDS[each.result] ?? each.result, each.detail]), 'Expectations')
      : h('p', {}, 'The scenario expects nothing.'));
}

/** Which key of the scenario to change when a limit is what holds a plan back. */
const KNOBS = {
  'limits.total': 'more at once, as long as no link is full',
  'limits.per-source': 'more at once from each host; few hosts are left at the end of a drain',
  'limits.per-destination': 'more at once to each host, or a placement that spreads more',
  'limits.per-uplink': 'more at once over each uplink',
  'limits.min-rate': 'a lower share that each migration must be sure of',
  room: 'more room at destinations: hosts, memory, or devices',
  apart: 'more hosts that have none of the guests it must be apart from',
};

/** What held a plan back the longest and whether a link was full, and what to try. */
export function bound(run) {
  const { summary } = run;
  if (summary.migrations.planned === 0) {
    return section('bound', 'What bound the plan', h('p', {}, 'There was nothing to do.'));
  }
  return section('bound', 'What bound the plan, and which knob to turn',
    summary.plans.filter((plan) => plan.figures.migrations.planned > 0).slice(0, 12).map((plan) => [
      h('h3', {}, `${plan.name ?? `plan-${plan.plan}`} (${plan.kind} ${plan.target})`),
      h('ul', {}, advice(run, plan).map((line) => h('li', {}, line))),
    ]));
}

function advice(run, plan) {
  const { summary } = run;
  const took = plan.figures.took?.seconds ?? 0;
  const alone = summary.plans.every((each) => each === plan || each.figures.migrations.planned === 0);
  const [link, spent] = plan.busiestLink ? [plan.busiestLink, plan.figures.timeSpent]
    : alone ? [summary.links[0], summary.timeSpent] : []; // links of a run are those of all plans
  const full = link !== undefined && spent?.fullLink === link.link;
  const lines = [];
  for (const held of plan.heldBy) {
    const knob = KNOBS[held.by.replace(/^fleet\./, '')];
    const set = run.plans.find((each) => each.plan === plan.plan)?.limits[held.by];
    lines.push([`${held.by} held it at ${count(held.atOnce)} at most for ${seconds(held.seconds)} (${percent(took > 0 ? held.seconds / took : 0)} of its time)`,
      !knob ? '. ' : set && full ? `: to raise it shortens nothing while ${link.link} is full. ` : `: ${knob}. `,
      set && !full
        ? evidence(`try ${held.by}=${2 * set}`, command('run', `${run.folder}/scenario.yaml`, '--set', `plan[${plan.plan}].${held.by}=${2 * set}`))
        : '']);
  }
  if (full) {
    lines.push(`${link.link} (${rate(link.capacityBytesPerSecond)}) was full for ${percent(link.fullSeconds / took)} of the time: more migrations at once only share it. `
      + 'Less to send (another strategy), a faster link, or destinations behind other links shorten the plan.');
  } else if (link) {
    lines.push(`The busiest link${plan.busiestLink ? ' on its way out' : ''}, ${link.link} (${rate(link.capacityBytesPerSecond)}), was used for ${number(link.usedPercent)} % and full for ${seconds(link.fullSeconds)}: ${link.usedPercent < 70 ? 'links leave room' : 'links leave little room'}.`);
  }
  lines.push(...failures(run, plan));
  if (plan.heldBy.length === 0 && took > 0) {
    lines.push('No limit held any of its migrations back: how long one of them takes is what it takes.');
  }
  const total = plan.figures.totalSeconds;
  if (total && took > 0 && plan.figures.migrations.planned > 1 && total.max > 0.3 * took) {
    lines.push(`The slowest migration took ${seconds(total.max)}, ${percent(total.max / took)} of the plan: guests that write much should go first (order), or by another strategy.`);
  }
  if (plan.figures.migrations.retried > 0) {
    lines.push(`${count(plan.figures.migrations.retried)} further attempts were made: see the reasons among the migrations.`);
  }
  return lines;
}

/** Why migrations of a plan came to nothing, the most frequent reasons first. */
function failures(run, plan) {
  const reasons = new Map();
  for (const row of run.rows.filter((each) => each.plan === plan.plan && each.settledAt >= 0 && each.outcome !== 'completed')) {
    const last = row.attempts.at(-1);
    const why = last ? `${row.outcome}${last.reason ? `: ${last.reason}` : ''}` : `${row.outcome} before they began`;
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  return [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 5)
    .map(([why, times]) => `${plural(times, 'migration')} did not complete (${why}): no limit changes that.`);
}

export function provenance(run) {
  const { summary } = run;
  const folder = run.folder;
  const rows = [
    ['scenario', summary.scenario],
    ['about', run.about],
    ['seed', String(summary.seed)],
    ['Godwit', summary.version],
    ['digest', summary.digest],
    ['virtual time', seconds(summary.virtualSeconds)],
    ['events', `${count(summary.events.persisted)} on record, ${count(summary.events.simulated)} messages delivered`],
    ['actors', ['hypervisor', 'owner', 'member', 'migration'].map((kind) => plural(summary.entities[kind], kind)).join(', ')],
    ['sent', `${bytes(summary.bytes.memory)} of memory, ${bytes(summary.bytes.deviceContext)} of device context`],
    ['run it again', evidence(command('run', `${folder}/scenario.yaml`), command('run', `${folder}/scenario.yaml`))],
    ['check this record', evidence(command('verify', folder), command('verify', folder))],
    ['this page', evidence(command('report', folder, '--html', 'report.html'), command('report', folder, '--html', 'report.html'))],
  ];
  return section('provenance', 'Where this is from',
    table(['', ''], rows, 'Provenance'),
    h('p', {}, run.thinned.length === 0 ? 'Nothing was left out of this page.' : 'To keep this page small:'),
    h('ul', {}, run.thinned.map((line) => h('li', {}, line))));
}

