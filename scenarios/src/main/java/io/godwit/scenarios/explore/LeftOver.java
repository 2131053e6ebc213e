package io.godwit.scenarios.explore;

import io.godwit.model.entity.State;
import io.godwit.model.id.EntityId;
import java.util.List;

final class LeftOver {
  private LeftOver() {}
  static List<Trouble> in(EntityId id, State state) { return List.of(); }
}
