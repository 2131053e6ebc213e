// What the page shows, from the JSON that is in it, as rows that charts can walk through.

/** The data of the page: plain JSON, or what was compressed to keep the file small. */
export async function readModel(element) {
  if (!element.type.endsWith('gzip+base64')) {
    return JSON.parse(element.textContent);
  }
  const packed = Uint8Array.from(atob(element.textContent.trim()), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}

/** The phases in which a guest stands still. */
export const STANDING = [
  'vcpu-stop', 'device-stop', 'freeze', 'context-read', 'final-memory', 'context-write', 'resume',
];

/** Adds rows to a run: every migration with its attempts, phases and rounds. */
export function expand(run) {
  const { migrations: m, attempts: a, words } = run;
  const rows = m.name.map((name, i) => ({
    name,
    vm: m.vm[i],
    plan: m.plan[i],
    source: m.source[i],
    memory: m.memory[i],
    plannedAt: m.plannedAt[i],
    plannedOrd: m.plannedOrd[i],
    settledAt: m.settledAt[i],
    settledOrd: m.settledOrd[i],
    outcome: words[m.outcome[i]],
    attempts: [],
    downtime: -1,
    total: m.total[i],
  }));
  let phase = 0;
  let round = 0;
  a.migration.forEach((index, i) => {
    const from = a.from[i];
    const until = a.until[i] < 0 ? run.endNanos : a.until[i];
    const phases = [];
    for (let n = 0; n < a.phaseCount[i]; n++, phase += 2) {
      phases.push({ phase: run.phases[a.phases[phase]], from: from + a.phases[phase + 1] });
    }
    phases.forEach((each, n) => {
      each.until = n + 1 < phases.length ? phases[n + 1].from : until;
    });
    const rounds = [];
    for (let n = 0; n < a.roundCount[i]; n++, round += 3) {
      const [end, sent, dirtied] = a.rounds.slice(round, round + 3);
      rounds.push({ at: from + end, sent, dirtied });
    }
    const attempt = {
      from,
      until,
      open: a.until[i] < 0,
      ord: a.ord[i],
      endOrd: a.endOrd[i],
      end: words[a.end[i]],
      reason: words[a.reason[i]],
      destination: a.destination[i],
      downtime: a.downtime[i],
      phases,
      rounds,
    };
    const row = rows[index];
    row.attempts.push(attempt);
    row.downtime = Math.max(row.downtime, attempt.downtime);
  });
  run.rows = rows;
  run.byName = new Map(rows.map((row) => [row.name, row]));
  run.begin = run.steps.at.length > 0 ? run.steps.at[0] : 0;
  run.end = Math.max(run.begin + 1, lastMoment(run));
  return run;
}

/** Timers that outlast the work are no part of what is drawn. */
function lastMoment(run) {
  const settled = run.steps.at.at(-1) ?? run.endNanos;
  const deadlines = run.plans
    .filter((plan) => plan.deadline != null)
    .map((plan) => plan.startedAt + plan.deadline);
  const open = run.summary.unfinished || run.rows.some((row) => row.settledAt < 0);
  return Math.max(open ? run.endNanos : settled, ...deadlines);
}

/** How long an attempt was in a phase, in ns. */
export function inPhase(attempt, phase) {
  return attempt.phases
    .filter((each) => each.phase === phase)
    .reduce((sum, each) => sum + each.until - each.from, 0);
}

/** The attempt in which the guest stood longest. */
export function worstAttempt(row) {
  return row.attempts.reduce((worst, each) => (each.downtime > worst.downtime ? each : worst));
}

/** The event that has a value of a distribution, such as the one behind p99. */
export function sampleOf(samples, value) {
  const i = samples.value.findIndex((each) => Math.abs(each - value) < 0.5);
  return i < 0 ? undefined : { ord: samples.ord[i], migration: samples.migration[i] };
}

/** The value that a share of all samples does not exceed; of those that were kept. */
export function quantile(samples, share) {
  const rank = Math.max(1, Math.ceil(samples.count * share));
  const i = samples.rank.findIndex((each) => each >= rank);
  return samples.value[i < 0 ? samples.value.length - 1 : i];
}

/** The largest of very many; a call takes only so many arguments. */
export const largest = (values, least = -Infinity) => values.reduce((a, b) => Math.max(a, b), least);

/** The smallest of very many. */
export const smallest = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
