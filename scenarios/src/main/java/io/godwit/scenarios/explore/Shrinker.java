package io.godwit.scenarios.explore;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Makes a scenario that shows a trouble as small as it gets: tries simpler ones, as long as one of
 * them shows it too.
 */
final class Shrinker {

  /** Tried together; of those that show the trouble, the first is taken. */
  private static final int TOGETHER = 8;

  private static final int MOST_TRIES = 3_000;

  private final Pool pool;
  private final Optional<String> kept;
  private final Trouble trouble;
  private Draft least;
  private Trouble shown;
  private int tries;

  /** {@code kept}: a block that says in which world a trouble is one, and must stay as it is. */
  Shrinker(Pool pool, Trouble trouble, Draft draft, Optional<String> kept) {
    this.pool = pool;
    this.kept = kept;
    this.trouble = trouble;
    this.shown = trouble;
    this.least = draft;
  }

  /** The finding that comes of it; {@code variation} showed the trouble. */
  Finding shrink(long variation) {
    Draft found = least;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = round() && tries < MOST_TRIES && !pool.interrupted();
    }
    kept.ifPresent(this::withoutIdle);
    return new Finding(shown, variation, found, least, tries, 1, pool.timeline(least));
  }

  /** Takes out of a block that is kept what changes no event, as it is told and as it is judged. */
  private void withoutIdle(String block) {
    List<String> events = pool.timeline(least);
    for (Place place : Place.all(least)) {
      Draft without = least.copy();
      place.remove(without);
      if (place.isIn(block) && pool.timeline(without).equals(events) && shows(without)) {
        least = without;
      }
    }
  }

  private boolean shows(Draft draft) {
    return pool.judge(List.of(draft)).stream().anyMatch(verdict -> same(verdict).isPresent());
  }

  private Optional<Trouble> same(Verdict verdict) {
    return verdict.troubles().stream().filter(trouble::isLike).findFirst();
  }

  /** Every simplification once; says whether any was of use. */
  private boolean round() {
    Draft before = least;
    Iterator<Simplification> simplifications = Simplification.all(least, kept).iterator();
    var batch = new ArrayList<Simplification>();
    while (simplifications.hasNext() && tries < MOST_TRIES && !pool.interrupted()) {
      batch.add(simplifications.next());
      if (batch.size() == TOGETHER || !simplifications.hasNext()) {
        tryAll(List.copyOf(batch));
        batch.clear();
      }
    }
    return !least.equals(before);
  }

  /** Those of a batch that come after a good one are tried again, on what it made. */
  private void tryAll(List<Simplification> batch) {
    List<Simplification> left = batch;
    while (!left.isEmpty() && !pool.interrupted()) {
      List<Draft> drafts = new ArrayList<>();
      List<Simplification> made = new ArrayList<>();
      for (Simplification each : left) {
        each.applied(least)
            .filter(draft -> !draft.equals(least))
            .ifPresent(
                draft -> {
                  drafts.add(draft);
                  made.add(each);
                });
      }
      int good = firstGood(drafts);
      left = good < 0 ? List.of() : made.subList(good + 1, made.size());
    }
  }

  private int firstGood(List<Draft> drafts) {
    List<Verdict> verdicts = pool.judge(drafts);
    for (int i = 0; i < verdicts.size(); i++) {
      tries++;
      Optional<Trouble> same = same(verdicts.get(i));
      if (same.isPresent()) {
        least = drafts.get(i);
        shown = same.get();
        return i;
      }
    }
    return -1;
  }
}
