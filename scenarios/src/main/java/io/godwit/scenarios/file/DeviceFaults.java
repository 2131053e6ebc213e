package io.godwit.scenarios.file;

import io.godwit.model.context.ControlSetting;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.device.Access;
import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MsixVector;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.Values.Found;
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

  static final Section KEYS = Section.part();

  static final Key<Long> VALUE =
      KEYS.optional(
          "value",
          new Whole(0, 255),
          "status-write: what is written, such as 11 for ACKNOWLEDGE, DRIVER and FEATURES_OK;"
              + " else NEEDS_RESET is turned over");

  static final Key<String> VECTOR =
      KEYS.optional(
          "vector",
          new Text("queue-0"),
          "msix-mask and msix-unmask: config or queue-0, queue-1, ...; else the function's mask"
              + " for all");

  static final Key<ControlSetting> SETS =
      KEYS.optional(
          "sets",
          Word.of(ControlSetting.values(), ControlSetting::word),
          "control-command: the one thing that a network device is told; else it changes two"
              + " tables, the second one later");

  static final Key<String> STATUS =
      KEYS.withDefault(
          "status", Word.of(STATUSES), "eagain", "command-error: how the next command is answered");

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
      return disturbance.get().isOfOwner()
          ? new Strike.DisturbOwner(disturbance.get(), OWNER_RESET)
          : new Strike.Disturb(disturbance.get());
    }
    return switch (kind) {
      case LOST -> new Strike.LoseResult();
      case REPEATED -> new Strike.Repeat();
      case CORRUPT -> new Strike.CorruptWrite();
      case LEGACY -> new Strike.Legacy();
      default -> error(fault.get(STATUS));
    };
  }

  private static Strike touch(Access access, Values fault) {
    if (access == Access.STATUS_WRITE && fault.has(VALUE)) {
      byte value = (byte) fault.count(VALUE);
      return new Strike.Write(access, 0, Bytes.copyOf(new byte[] {value}));
    } else if (access == Access.CONTROL_COMMAND && fault.has(SETS)) {
      ControlSetting set = fault.get(SETS);
      return new Strike.Control(set.commandClass(), set.command(), Bytes.EMPTY);
    }
    return fault.has(VECTOR)
        ? new Strike.Vector(access, MsixVector.ofWord(fault.get(VECTOR)).orElseThrow())
        : new Strike.Touch(access);
  }

  private static Strike error(String status) {
    return switch (status) {
      case "eagain" -> new Strike.Fail(AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN);
      case "enomem" -> new Strike.Fail(AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE);
      default -> new Strike.Fail(AdminStatus.EINVAL, AdminQualifier.INVALID_COMMAND);
    };
  }

  static void check(FaultProblems problems, Values fault, String kind, List<Values> owners) {
    problems.goesWith(
        fault, STATUS, kind.equals(ERROR), "only command-error answers with a status");
    problems.goesWith(
        fault, VALUE, kind.equals("status-write"), "only status-write says what is written");
    problems.goesWith(
        fault,
        VECTOR,
        kind.equals("msix-mask") || kind.equals("msix-unmask"),
        "only msix-mask and msix-unmask name a vector");
    problems.goesWith(
        fault, SETS, kind.equals("control-command"), "only control-command sets one thing");
    legacy(problems, fault, owners);
    control(problems, fault, owners);
    if (fault.has(VECTOR)) {
      vector(problems, fault, owners);
    }
  }

  /** Legacy accesses go through commands that the accepted text alone has. */
  private static void legacy(FaultProblems problems, Values fault, List<Values> owners) {
    boolean all =
        owners.stream()
            .filter(owner -> owner.has(OwnerBlock.PROFILE))
            .allMatch(owner -> owner.get(OwnerBlock.PROFILE) == Profiles.VIRTIO_1_4);
    if (fault.get(FaultBlock.KIND).equals(LEGACY) && !all) {
      problems.problem(
          fault,
          FaultBlock.KIND,
          "only virtio-1.4 has commands for legacy drivers; set profile: virtio-1.4 for all owners");
    }
  }

  /** Network devices alone have what a command on the control queue sets. */
  private static void control(FaultProblems problems, Values fault, List<Values> owners) {
    boolean any =
        owners.stream()
            .anyMatch(
                owner ->
                    owner.has(OwnerBlock.TYPE) && owner.get(OwnerBlock.TYPE) == DeviceTypes.NET);
    if (fault.has(SETS) && !any) {
      problems.problem(
          fault,
          SETS,
          "only network devices have it; set type: net for the owner of the device, or leave it out");
    }
  }

  /** There is one vector for the configuration, and one for each queue. */
  private static void vector(FaultProblems problems, Values fault, List<Values> owners) {
    Found given = fault.find(VECTOR).orElseThrow();
    Optional<MsixVector> vector = MsixVector.ofWord(given.value().toString());
    int most =
        owners.stream()
            .filter(owner -> owner.has(OwnerBlock.QUEUES))
            .mapToInt(owner -> owner.count(OwnerBlock.QUEUES))
            .max()
            .orElse(0);
    if (vector.isEmpty() || vector.get().number() > most) {
      problems.problem(
          given,
          "'%s' is no vector: there are config and queue-0 to queue-%d"
              .formatted(given.value(), most - 1));
    }
  }
}
