package io.godwit.scenarios.file;

import io.godwit.model.context.ControlSetting;
import io.godwit.model.device.Access;
import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MsixVector;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults of a scenario that strike devices. */
final class DeviceFaults {

  static final List<String> STATUSES = List.of("eagain", "einval", "enomem");

  private static final String ERROR = "command-error";
  private static final String LOST = "lost-response";
  private static final String REPEATED = "repeated-read";
  static final String LEGACY = "legacy-write";
  private static final String CORRUPT = "corrupt-context";

  /** Of a reset of an owner and of turning its members off: as long as a function's reset. */
  private static final SimDuration OWNER_RESET = SimDuration.ofMillis(30);

  private DeviceFaults() {}

  /** Every kind of fault, those of links first. */
  static List<String> kinds() {
    return List.copyOf(explained().keySet());
  }

  /** Every kind with one line on it, for the reference. */
  static Map<String, String> explained() {
    var kinds = new LinkedHashMap<String, String>();
    kinds.putAll(FaultFamily.LINK.kinds());
    Arrays.stream(Access.values()).forEach(each -> kinds.put(each.word(), each.about()));
    Arrays.stream(Disturbance.values()).forEach(each -> kinds.put(each.word(), each.about()));
    kinds.put(ERROR, "the next command is answered with an error, without effect");
    kinds.put(LOST, "the next command takes effect, and its result is lost");
    kinds.put(
        REPEATED,
        "the next read of a context is carried out twice, as by a driver that asks again; the"
            + " second result counts");
    kinds.put(
        LEGACY, "a legacy driver selects a queue; the hypervisor passes it on to the owner (1.4)");
    kinds.put(CORRUPT, "one bit of the next context written is flipped");
    kinds.putAll(FaultFamily.NETWORK.kinds());
    kinds.putAll(FaultFamily.HOST.kinds());
    kinds.putAll(FaultFamily.CONTROL.kinds());
    kinds.putAll(FaultFamily.MIGRATION.kinds());
    kinds.putAll(FaultFamily.LOAD.kinds());
    return kinds;
  }

  /** Whether it lies in wait for a command that it fits. */
  static boolean waits(String kind) {
    return List.of(ERROR, LOST, REPEATED, CORRUPT).contains(kind);
  }

  static Strike what(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    Optional<Access> access = Access.ofWord(kind);
    Optional<Disturbance> disturbance = Disturbance.ofWord(kind);
    if (access.isPresent()) {
      return touch(access.get(), fault);
    } else if (disturbance.isPresent()) {
      boolean ofOwner =
          disturbance.get() == Disturbance.PF_FLR || disturbance.get() == Disturbance.VF_DISABLE;
      return ofOwner
          ? new Strike.DisturbOwner(disturbance.get(), OWNER_RESET)
          : new Strike.Disturb(disturbance.get());
    }
    return switch (kind) {
      case LOST -> new Strike.LoseResult();
      case REPEATED -> new Strike.Repeat();
      case CORRUPT -> new Strike.CorruptWrite();
      case LEGACY -> new Strike.Legacy();
      default -> error(fault.get(FaultBlock.STATUS));
    };
  }

  private static Strike touch(Access access, Values fault) {
    if (access == Access.STATUS_WRITE && fault.has(FaultBlock.VALUE)) {
      byte value = (byte) fault.count(FaultBlock.VALUE);
      return new Strike.Write(access, 0, Bytes.copyOf(new byte[] {value}));
    } else if (access == Access.CONTROL_COMMAND && fault.has(FaultBlock.SETS)) {
      ControlSetting set = fault.get(FaultBlock.SETS);
      return new Strike.Control(set.commandClass(), set.command(), Bytes.EMPTY);
    }
    return fault.has(FaultBlock.VECTOR)
        ? new Strike.Vector(access, MsixVector.ofWord(fault.get(FaultBlock.VECTOR)).orElseThrow())
        : new Strike.Touch(access);
  }

  private static Strike error(String status) {
    return switch (status) {
      case "eagain" -> new Strike.Fail(AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN);
      case "enomem" -> new Strike.Fail(AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE);
      default -> new Strike.Fail(AdminStatus.EINVAL, AdminQualifier.INVALID_COMMAND);
    };
  }
}
