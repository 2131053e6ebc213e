package io.godwit.scenarios.explore;

import io.godwit.scenarios.file.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * What {@code godwit explore} does: variations in generations of the same size, each made from what
 * the ones before have reached. So what is found follows from the seed and the number of runs, and
 * not from how many are run at once.
 */
public final class Exploration implements AutoCloseable {

  /** Is told how it goes. */
  @FunctionalInterface
  public interface Listener {
    void onProgress(Progress progress);
  }

  /** Where an exploration stands. */
  public record Progress(long done, long of, int findings, int reached, boolean shrinking) {}

  /**
   * What is asked.
   *
   * @param domain where variations are looked for
   * @param runs at most
   * @param together 0 for variations; 1 or 2 for every fault, or every two, at every step of the
   *     first migration
   * @param always expectations that every variation must meet
   * @param mostFindings after which no more are looked for
   */
  public record Question(
      ScenarioFile scenario,
      Domain domain,
      long seed,
      long runs,
      int together,
      List<String> always,
      int mostFindings) {
    public Question {
      always = List.copyOf(always);
    }
  }

  /** Variations that are made at once, before anything is learnt from them. */
  private static final int GENERATION = 32;

  /** A variation is cut off that takes more messages than this, and so many for each guest. */
  private static final long DELIVERIES = 20_000;

  private static final long DELIVERIES_OF_A_GUEST = 3_000;

  private final Question question;
  private final Pool pool;
  private final Listener listener;
  private final Draft base;
  private final Supply supply;
  private final Coverage coverage = new Coverage();
  private final StrikeTable table = new StrikeTable();
  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<String, Long> refusals = new TreeMap<>();
  private long done;
  private long deliveries;

  public Exploration(
      Question question, String version, int atOnce, AtomicBoolean interrupted, Listener listener) {
    this.question = question;
    this.listener = listener;
    this.base =
        Variations.base(Draft.of(question.scenario()), question.always(), question.domain());
    long most = DELIVERIES + DELIVERIES_OF_A_GUEST * base.guests().size();
    var judge = new Judge(version, question.domain(), most);
    this.supply = supply(judge);
    this.pool = new Pool(judge, atOnce, interrupted);
  }

  private Supply supply(Judge judge) {
    judge.check(base);
    if (question.together() == 0) {
      return new Variations(base, question.seed(), question.runs(), question.domain(), coverage);
    }
    Draft quiet = base.copy();
    quiet.root().remove("faults");
    Steps steps =
        judge
            .steps(quiet)
            .orElseThrow(
                () -> new IllegalArgumentException("nobody migrates, so that there are no steps"));
    var all = new Exhaustive(quiet, steps, question.domain(), question.together(), question.runs());
    if (all.size() == 0) {
      throw new IllegalArgumentException("none of these faults can strike its first migration");
    }
    return all;
  }

  /** Explores; what an interruption cut off is not in it. */
  public Report explore() {
    long began = System.nanoTime();
    while (done < supply.size()
        && !pool.interrupted()
        && findings.size() < question.mostFindings()) {
      generation();
    }
    return new Report(
        question,
        done,
        deliveries,
        List.copyOf(findings),
        coverage,
        table,
        refusals,
        pool.interrupted(),
        (System.nanoTime() - began) / 1e9);
  }

  private void generation() {
    long first = done + 1;
    long last = Math.min(supply.size(), done + GENERATION);
    List<Draft> drafts = LongStream.rangeClosed(first, last).mapToObj(supply::draft).toList();
    List<Verdict> verdicts = pool.judge(drafts);
    for (int i = 0; i < verdicts.size() && !pool.interrupted(); i++) {
      done++;
      Verdict verdict = verdicts.get(i);
      supply.cell(done).ifPresent(cell -> table.take(cell, verdict));
      take(drafts.get(i), verdict);
    }
    tell(false);
  }

  private void take(Draft draft, Verdict verdict) {
    verdict.refused().ifPresent(why -> refusals.merge(why, 1L, Long::sum));
    deliveries += verdict.deliveries();
    if (coverage.take(verdict.reached())) {
      supply.learn(draft);
    }
    verdict.troubles().forEach(trouble -> take(draft, trouble));
  }

  private void take(Draft draft, Trouble trouble) {
    if (!isKnown(trouble, draft) && findings.size() < question.mostFindings()) {
      tell(true);
      Finding finding =
          new Shrinker(pool, trouble, draft, question.domain().settled()).shrink(done);
      if (!isKnown(trouble, finding.minimal())) {
        findings.add(finding);
      }
    }
  }

  /** Whether there is a finding that explains it, which then counts once more. */
  private boolean isKnown(Trouble trouble, Draft draft) {
    for (int i = 0; i < findings.size(); i++) {
      if (findings.get(i).explains(trouble, draft.faults())) {
        findings.set(i, findings.get(i).again());
        return true;
      }
    }
    return false;
  }

  private void tell(boolean shrinking) {
    int reached = 0;
    for (Coverage.Area area : Coverage.Area.values()) {
      reached += coverage.count(area);
    }
    listener.onProgress(new Progress(done, supply.size(), findings.size(), reached, shrinking));
  }

  @Override
  public void close() {
    pool.close();
  }
}
