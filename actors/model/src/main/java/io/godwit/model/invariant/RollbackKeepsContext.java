package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds a device that works again on its old host against what it was sealed with. */
final class RollbackKeepsContext extends Invariant {

  private final Successions successions = new Successions();
  private final Map<String, Bytes> sealed = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ContextSealed seal) {
      sealed.put(name, seal.content());
    } else if (event instanceof DeviceResumed resumed) {
      Bytes held = sealed.remove(name);
      if (held != null) {
        judge(
            held.equals(resumed.content()),
            () ->
                "%s works again with %d bytes of context that differ from the %d it had, %s"
                    .formatted(name, resumed.content().size(), held.size(), at(recorded)));
      }
    } else if (event instanceof MemberReset) {
      sealed.remove(name);
    } else if (event instanceof MigrationRolledBack) {
      for (String source : successions.sources(name)) {
        judge(
            sealed.remove(source) == null,
            () -> source + " was never brought back, " + at(recorded));
      }
    }
  }
}
