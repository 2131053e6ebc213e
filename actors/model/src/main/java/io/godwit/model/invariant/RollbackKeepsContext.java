package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.HypervisorEvent.StandingDeviceReset;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds a device that works again on its old host against what it was sealed with, and what came to
 * it since. A reset of the owner takes what its members hold, and so does one by a guest that runs,
 * or the last resort of a host whose device refuses to work again; then the guest's driver sets the
 * device up once more.
 */
final class RollbackKeepsContext extends Invariant {

  private final Successions successions = new Successions();
  private final Map<String, Bytes> sealed = new LinkedHashMap<>();

  /** Devices that a reset has set to work with another context, by what reset them. */
  private final Map<String, String> taken = new LinkedHashMap<>();

  /** Devices whose function their host has reset. */
  private final Set<String> forced = new LinkedHashSet<>();

  /** By device: whose it is. */
  private final Map<String, String> guests = new LinkedHashMap<>();

  /** Guests whose vCPUs stand. */
  private final Set<String> standing = new LinkedHashSet<>();

  /** Devices whose last disturbance began while their guest ran. */
  private final Set<String> wanted = new LinkedHashSet<>();

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
    } else if (event instanceof AccessServed served && sealed.containsKey(name)) {
      Map<ContextField.Key, ContextField> fields = Contents.byKey(sealed.get(name));
      fields.putAll(Contents.byKey(served.later()));
      sealed.put(name, ContextCodec.encode(fields.values()));
    } else if (event instanceof FunctionForced force) {
      forced.add(force.member());
    } else if (event instanceof DisturbanceBegan) {
      wanted.remove(name);
      if (guests.containsKey(name) && !standing.contains(guests.get(name))) {
        wanted.add(name);
      }
    } else if (event instanceof DisturbanceEnded ended && isFromOutside(name, ended)) {
      sealed.remove(name);
    } else if (event instanceof DisturbanceEnded ended
        && Stages.of(ended.mode()) == Stage.WORKING) {
      Bytes held = sealed.remove(name);
      if (held != null && !held.equals(ended.fields()) && !wanted.contains(name)) {
        taken.put(name, ended.kind());
      }
    } else if (event instanceof MemberReset) {
      sealed.remove(name);
    } else if (event instanceof StandingDeviceReset reset) {
      taken.remove(reset.member());
    } else if (event instanceof MigrationStarted started) {
      started.devices().forEach(taken::remove);
      started.devices().forEach(device -> guests.put(device, started.vm()));
    } else if (event instanceof VcpusStopped stopped) {
      standing.add(stopped.vm());
    } else if (event instanceof VcpusStarted started) {
      standing.remove(started.vm());
    } else if (event instanceof MigrationRolledBack) {
      for (String source : successions.sources(name)) {
        judge(
            sealed.remove(source) == null,
            () -> source + " was never brought back, " + at(recorded));
        String kind = taken.remove(source);
        judge(
            kind == null,
            () -> "a %s took the context of %s, %s".formatted(kind, source, at(recorded)));
      }
    }
  }

  private boolean isFromOutside(String name, DisturbanceEnded ended) {
    Disturbance kind = Disturbance.of(ended.kind());
    return kind.isOfOwner() || (kind == Disturbance.VF_FLR && forced.remove(name));
  }
}
