CREATE VIEW v_all_events AS               -- every event with its names; private: only its own entity has a use for it
SELECT e.ord, e.at_ns / 1e9 AS at_s, e.step, n.kind, n.name, e.seq, m.name AS event, e.payload, m.private
FROM events e JOIN entity n ON n.id = e.entity JOIN manifest m ON m.id = e.manifest;

CREATE VIEW v_events AS                   -- every event that is not private
SELECT ord, at_s, step, kind, name, seq, event, payload FROM v_all_events WHERE NOT private;

CREATE VIEW v_migration_marks AS          -- begin and end of every attempt
SELECT ord, at_ns, entity, 'started' AS mark FROM migration_started
UNION ALL SELECT ord, at_ns, entity, 'completed' FROM migration_completed
UNION ALL SELECT ord, at_ns, entity, 'failed' FROM migration_failed
UNION ALL SELECT ord, at_ns, entity, 'rolled-back' FROM migration_rolled_back;

CREATE VIEW v_migrations AS               -- one row an attempt; outcome and what follows is NULL while it runs
SELECT n.name AS migration, s.attempt, s.vm, s.source, s.destination, s.engine, s.strategy, s.memory_bytes,
  s.at_ns / 1e9 AS started_s, m.end_ns / 1e9 AS ended_s, m.outcome,
  coalesce(f.phase, b.phase) AS failed_in, coalesce(f.reason, b.reason) AS reason,
  coalesce(c.downtime_ns, b.downtime_ns) / 1e6 AS downtime_ms, c.total_ns / 1e9 AS total_s,
  c.rounds, c.memory_sent_bytes, c.context_sent_bytes
FROM (SELECT ord, entity, mark,
        lead(ord) OVER w AS end_ord, lead(at_ns) OVER w AS end_ns, lead(mark) OVER w AS outcome
      FROM v_migration_marks WINDOW w AS (PARTITION BY entity ORDER BY ord)) m
JOIN migration_started s ON s.ord = m.ord
JOIN entity n ON n.id = m.entity
LEFT JOIN migration_completed c ON c.ord = m.end_ord
LEFT JOIN migration_failed f ON f.ord = m.end_ord
LEFT JOIN migration_rolled_back b ON b.ord = m.end_ord
WHERE m.mark = 'started';

CREATE VIEW v_rounds AS                   -- memory sent while the guest ran
SELECT n.name AS migration, r.at_ns / 1e9 AS at_s, r.round, r.sent_bytes, r.dirtied_bytes,
  r.took_ns / 1e6 AS took_ms, CASE WHEN r.took_ns > 0 THEN r.sent_bytes * 1e9 / r.took_ns END AS bytes_per_s
FROM round_finished r JOIN entity n ON n.id = r.entity;

CREATE VIEW v_phases AS                   -- how long each phase of each migration lasted
SELECT n.name AS migration, p.phase, p.at_ns / 1e9 AS began_s, (p.end_ns - p.at_ns) / 1e6 AS lasted_ms
FROM (SELECT ord, at_ns, entity, phase, lead(at_ns) OVER (PARTITION BY entity ORDER BY ord) AS end_ns
      FROM (SELECT ord, at_ns, entity, phase FROM phase_entered
            UNION ALL SELECT ord, at_ns, entity, NULL FROM v_migration_marks)) p
JOIN entity n ON n.id = p.entity
WHERE p.phase IS NOT NULL;

CREATE VIEW v_links AS                    -- what each link carried in the whole run
SELECT link, capacity_bytes_per_s, carried_bytes, full_ns / 1e9 AS full_s, peak_bytes_per_s,
  100.0 * peak_bytes_per_s / max(capacity_bytes_per_s, 1) AS peak_percent
FROM link_used;

CREATE VIEW v_flows AS                    -- who sent how much when; what it sent is NULL while it is under way
SELECT s.flow, s.asker, s."from" AS source, s."to" AS destination, s.size_bytes, s.context_bytes, e.sent_bytes,
  s.at_ns / 1e9 AS began_s, e.at_ns / 1e9 AS ended_s, e.took_ns / 1e6 AS took_ms, s.links
FROM flow_started s LEFT JOIN flow_ended e ON e.flow = s.flow;

CREATE VIEW v_link_flows AS               -- what crossed each link, flow by flow
SELECT l.value AS link, f.flow, f.asker, f.sent_bytes, f.began_s, f.ended_s,
  CASE WHEN f.took_ms > 0 THEN f.sent_bytes * 1e3 / f.took_ms END AS bytes_per_s
FROM v_flows f, json_each(f.links) l;

CREATE VIEW v_counts AS                   -- how often each kind of event happened, private ones too
SELECT m.name AS event, count(*) AS events, min(e.at_ns) / 1e9 AS first_s, max(e.at_ns) / 1e9 AS last_s, m.private
FROM events e JOIN manifest m ON m.id = e.manifest GROUP BY m.name, m.private;
