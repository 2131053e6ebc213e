package io.godwit.dashboards.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each field of summary.json means; the page in docs is made from it. */
public final class SummaryGuide {

  private static final String DISTRIBUTION =
      "p50, p90, p99, p999 by nearest rank, max and mean; absent when there was nothing to measure";

  private SummaryGuide() {}

  /** By path; a path stands for all that is below it too. */
  public static Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("schemaVersion", "grows when a field is removed or changes its meaning");
    fields.put("scenario", "name of the scenario");
    fields.put("seed", "of the run");
    fields.put("version", "of Godwit");
    fields.put("digest", "SHA-256 over the ordered event stream; equal digests mean equal runs");
    fields.put(
        "verdict",
        "VALID, INVALID (a plan's goal missed, an invariant broken or an expectation missed), UNKNOWN"
            + " (nothing moved, or a fault never struck) or UNFINISHED (the run did not come to its"
            + " end, and is not judged)");
    fields.put(
        "unfinished",
        "only with that verdict: recordEndsAtSeconds, the virtual time at which the record ends, and"
            + " underWay, the migrations that were begun and not settled there");
    fields.put("virtualSeconds", "virtual time of the last event");
    fields.put(
        "took",
        "the work's own time: from the first request to the last settlement, or to the last event when"
            + " something was never settled; absent when nothing was asked for, or all of it was refused at"
            + " once");
    fields.put("wallSeconds", "time that the run took here");
    fields.put("events.simulated", "messages delivered");
    fields.put("events.persisted", "events in the journal");
    fields.put("entities", "actors that lived, by kind: every one has events in the journal");
    fields.put("migrations.planned", "asked for by the plans");
    fields.put("migrations.completed", "guests that run at their destination");
    fields.put("migrations.failed", "given up before the guest stopped, all attempts used");
    fields.put("migrations.rolledBack", "undone after the guest stopped, all attempts used");
    fields.put("migrations.lost", "guests lost in post-copy, when their memory could not follow");
    fields.put("migrations.cancelled", "ended by an operator: the guest stayed where it was");
    fields.put("migrations.retried", "further attempts");
    fields.put(
        "vms.total", "guests of the datacenter, those that came while the run went on among them");
    fields.put(
        "vms.lost",
        "guests that were stopped and run nowhere at the end; while a run is unfinished, those that"
            + " are known to be lost");
    fields.put("downtimeMillis", "how long guests stood still, each time: " + DISTRIBUTION);
    fields.put(
        "downtimeBreakdownMillis",
        "the same for each phase of the downtime of completed migrations");
    fields.put(
        "slowdownMillis",
        "processor time that guests lost while they ran, throttled or waiting for pages: "
            + DISTRIBUTION);
    fields.put(
        "awaySeconds",
        "from the crash of a guest's host until it was started anew, of those that were: "
            + DISTRIBUTION);
    fields.put("totalSeconds", "duration of completed attempts: " + DISTRIBUTION);
    fields.put("rounds", "pre-copy rounds of completed attempts: " + DISTRIBUTION);
    fields.put("pageFaults", "pages that guests touched in post-copy before they came");
    fields.put(
        "bytes.memory",
        "memory on the wire in all attempts, what aborted ones had sent included: the flows' own bytes");
    fields.put("bytes.deviceContext", "device context on the wire, likewise");
    fields.put("peakConcurrent", "most migrations that ran at once");
    fields.put(
        "turnover",
        "of each group of which guests came or left while the run went on: how many arrived, how many"
            + " were refused and why the first was, and how many left");
    fields.put(
        "energyJoules",
        "what all hosts drew in the time that the work took; absent where the scenario does not say"
            + " what they draw");
    fields.put(
        "timeSpent",
        "where the time of migrations went, in seconds summed over them: waiting by what they waited"
            + " for (the key of a limit, room, apart, retry, turn), copying all memory once by what held that"
            + " down (a link, max-bandwidth, stream: what one stream of the host can do, host: its"
            + " pauses), converging (copying again what was written meanwhile) and standing; fullLink"
            + " is a link that was full nearly all the time, boundBy that link, else the largest of these;"
            + " absent when no time went");
    fields.put(
        "links",
        "the ten links that were longest given all of their capacity, then by use; usedPercent is of"
            + " what the link could have carried in the time that the work took");
    fields.put(
        "background",
        "of the links with background traffic, the ten that it missed most on: what it wanted in the"
            + " whole run, what it had, and missingPercent, the part that it had not");
    fields.put(
        "worst",
        "the ten longest downtimes, and the phase that took most of each; totalSeconds is absent"
            + " where no attempt completed");
    fields.put(
        "plans",
        "each with its result (reached, missed, cancelled, or expected: missed, and the scenario"
            + " expects that), how many guests it missed and how many came late, the figures of its own"
            + " migrations, heldBy: which limit, room or apart, kept them waiting for how long and how many"
            + " ran meanwhile, the busiest link away from what it drains, and a line for everyone who"
            + " stayed, for what was refused and for what it ended");
    fields.put("groups", "the figures of the guests of each group that moved");
    fields.put("invariants", "each with its result (held, broken, unproved) and evidence");
    fields.put("expectations", "of the scenario, each with its result (met, missed) and value");
    fields.put(
        "faults",
        "of the scenario, each with its result (struck, never), when and what, or why not");
    return fields;
  }

  /** The page in docs: fields of summary.json, then the columns of migrations.csv. */
  public static String markdown() {
    var page = new StringBuilder();
    page.append("# What a run leaves behind\n\nMade from the code by a test.\n\n");
    page.append("## summary.json\n\n| field | meaning |\n| --- | --- |\n");
    fields().forEach((path, about) -> page.append("| `%s` | %s |\n".formatted(path, about)));
    page.append("\n## migrations.csv\n\nOne line per migration.\n\n");
    return page.append(MigrationsCsv.reference()).toString();
  }
}
