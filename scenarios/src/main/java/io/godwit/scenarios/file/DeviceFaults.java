package io.godwit.scenarios.file;

import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.model.device.Access;
import io.godwit.model.device.Access.Strike;
import io.godwit.model.migration.DeviceStrike;
import io.godwit.model.migration.Phase;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The faults of a scenario that strike devices. */
final class DeviceFaults {

  static final List<String> STATUSES = List.of("eagain", "einval", "enomem");

  private static final List<String> LINKS = List.of("link-down", "link-degraded");
  private static final String ERROR = "command-error";
  private static final String LOST = "lost-response";
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
    kinds.put(LINKS.get(0), "a link carries nothing");
    kinds.put(LINKS.get(1), "a link carries less");
    Arrays.stream(Access.values()).forEach(each -> kinds.put(each.word(), each.about()));
    Arrays.stream(Disturbance.values()).forEach(each -> kinds.put(each.word(), each.about()));
    kinds.put(ERROR, "the next command is answered with an error, without effect");
    kinds.put(LOST, "the next command takes effect, and its result is lost");
    kinds.put(CORRUPT, "one bit of the next context written is flipped");
    return kinds;
  }

  static boolean isOfLink(Values fault) {
    return LINKS.contains(fault.text("kind"));
  }

  /** Those of devices, each with its number among all. */
  static List<DeviceStrike> strikes(List<Values> faults) {
    return IntStream.range(0, faults.size())
        .filter(number -> !isOfLink(faults.get(number)))
        .mapToObj(number -> strike(number, faults.get(number)))
        .toList();
  }

  /** A fault of any kind, for those who say what became of it. */
  static PlannedFault planned(Values fault) {
    String kind = fault.text("kind");
    if (isOfLink(fault)) {
      return new PlannedFault.OfLink(
          kind, fault.text("target"), SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at")));
    }
    return new PlannedFault.OfDevice(
        kind,
        fault.text("vm"),
        Phase.of(fault.text("phase")),
        ScenarioBuilder.duration(fault, "after"),
        fault.count("attempt"),
        List.of(ERROR, LOST, CORRUPT).contains(kind));
  }

  private static DeviceStrike strike(int number, Values fault) {
    return new DeviceStrike(
        number,
        fault.text("vm"),
        fault.count("device"),
        fault.text("side").equals("destination"),
        Phase.of(fault.text("phase")),
        ScenarioBuilder.duration(fault, "after"),
        fault.count("attempt"),
        what(fault));
  }

  private static Strike what(Values fault) {
    String kind = fault.text("kind");
    Optional<Access> access = Access.ofWord(kind);
    Optional<Disturbance> disturbance = Disturbance.ofWord(kind);
    if (access.isPresent()) {
      return new Strike.Touch(access.get());
    } else if (disturbance.isPresent()) {
      boolean ofOwner =
          disturbance.get() == Disturbance.PF_FLR || disturbance.get() == Disturbance.VF_DISABLE;
      return ofOwner
          ? new Strike.DisturbOwner(disturbance.get(), OWNER_RESET)
          : new Strike.Disturb(disturbance.get());
    }
    return switch (kind) {
      case LOST -> new Strike.LoseResult();
      case CORRUPT -> new Strike.CorruptWrite();
      default -> error(fault.text("status"));
    };
  }

  private static Strike error(String status) {
    return switch (status) {
      case "eagain" -> new Strike.Fail(AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN);
      case "enomem" -> new Strike.Fail(AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE);
      default -> new Strike.Fail(AdminStatus.EINVAL, AdminQualifier.INVALID_COMMAND);
    };
  }
}
