package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts and plans that lately changed, in order, so that whoever knows what he waits for need
 * not look again before that has changed. It forgets what is long ago.
 */
final class Touches implements StatePart {

  /** As many are remembered at least; a reader looks far more often. */
  private static final int LEAST = 1 << 12;

  private final List<Integer> touched = new ArrayList<>();

  /** How many are forgotten. */
  private long forgotten;

  void host(int host) {
    add(host);
  }

  void plan(int plan) {
    add(ofPlan(plan));
  }

  private void add(int what) {
    if (touched.size() >= 2 * LEAST) {
      touched.subList(0, LEAST).clear();
      forgotten += LEAST;
    }
    touched.add(what);
  }

  /** Anything may have changed. */
  void everything() {
    forgotten += touched.size() + 1;
    touched.clear();
  }

  /** A plan, where hosts are numbers from 0. */
  static int ofPlan(int plan) {
    return -1 - plan;
  }

  /** How many there have been. */
  long count() {
    return forgotten + touched.size();
  }

  /** Whether all are known that followed the first {@code seen}. */
  boolean isKnownSince(long seen) {
    return seen >= forgotten;
  }

  /** Those that followed the first {@code seen}. */
  List<Integer> since(long seen) {
    return touched.subList((int) (seen - forgotten), touched.size());
  }
}
