package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.List;

/** What runs must show: bounds of metrics, and claims about moments. */
final class Expected {

  private final Binder binder;
  private final PlanChecks plans;

  Expected(Binder binder, PlanChecks plans) {
    this.binder = binder;
    this.plans = plans;
  }

  static List<Claim> claims(List<String> texts) {
    return texts.stream()
        .filter(Claim::isOne)
        .flatMap(text -> Claim.parse(text).claim().stream())
        .toList();
  }

  static List<Expectation> expectations(List<String> texts) {
    return texts.stream()
        .filter(text -> !Claim.isOne(text))
        .flatMap(text -> Expectation.parse(text).expectation().stream())
        .toList();
  }

  /** Of the whole scenario, or of one choice of its comparison. */
  void check(List<Found> items, boolean ofAll) {
    for (Found item : items) {
      String text = (String) item.value();
      if (Claim.isOne(text)) {
        claim(item, Claim.parse(text), ofAll);
        continue;
      }
      Expectation.Parsed parsed = Expectation.parse(text);
      if (parsed.expectation().isEmpty()) {
        binder.problem(item, parsed.problem());
      }
      parsed.expectation().flatMap(Expectation::scope).ifPresent(scope -> plans.scope(item, scope));
    }
  }

  private void claim(Found item, Claim.Parsed claim, boolean ofAll) {
    if (claim.claim().isEmpty()) {
      binder.problem(item, claim.problem());
    } else if (!ofAll) {
      binder.problem(item, "write this among the expectations of the whole scenario");
    }
  }

  void shown(Found item) {
    ShownMetric.Parsed parsed = ShownMetric.parse((String) item.value());
    if (parsed.shown().isEmpty()) {
      binder.problem(item, parsed.problem());
    }
    parsed.shown().flatMap(ShownMetric::scope).ifPresent(scope -> plans.scope(item, scope));
  }
}
