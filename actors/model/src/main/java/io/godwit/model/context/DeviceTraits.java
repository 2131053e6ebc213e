package io.godwit.model.context;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.Counted;
import java.util.Optional;

/**
 * What a driver knows of a device before it touches it, from its capabilities and its read-only
 * registers: enough to say whether another device can take its context.
 *
 * @param profile that its owner speaks
 * @param features that it offers
 * @param firmware of which its vendor's own state is; 0 where it has none, or nobody says
 */
public record DeviceTraits(
    String type, String profile, long features, int queues, boolean opaque, long firmware) {

  /** Of a member with these settings. */
  public static DeviceTraits of(MemberSettings member) {
    return new DeviceTraits(
        member.type().word(),
        member.protocol().profile().word(),
        member.features(),
        member.queues(),
        !member.opaque().isZero(),
        member.build().firmware().map(Firmware::number).orElse(0L));
  }

  /**
   * Why a device with {@code other} traits would refuse this one's context; empty when it would
   * not. The accepted text has it verify that features and the number of queues are the same; a
   * device of the others must have at least what is used.
   */
  public Optional<String> misfit(DeviceTraits other) {
    if (!type.equals(other.type)) {
      return Optional.of("is a %s device there, and a %s device here".formatted(other.type, type));
    } else if (!profile.equals(other.profile)) {
      return Optional.of("speaks %s there, and %s here".formatted(other.profile, profile));
    }
    return featuresMisfit(other).or(() -> queuesMisfit(other)).or(() -> stateMisfit(other));
  }

  private boolean mustBeEqual() {
    return profile.equals(Profiles.VIRTIO_1_4.word());
  }

  private Optional<String> featuresMisfit(DeviceTraits other) {
    long missing = features & ~other.features;
    long more = mustBeEqual() ? other.features & ~features : 0;
    if (missing != 0) {
      return Optional.of("lacks there what it offers here: " + named(missing));
    }
    return more == 0
        ? Optional.empty()
        : Optional.of("offers there what it does not offer here: " + named(more));
  }

  private String named(long bits) {
    return Feature.named(DeviceTypes.of(type), bits);
  }

  private Optional<String> queuesMisfit(DeviceTraits other) {
    boolean fits = mustBeEqual() ? queues == other.queues : queues <= other.queues;
    return fits
        ? Optional.empty()
        : Optional.of(
            "has %s there, and %d here".formatted(Counted.of(other.queues, "queue"), queues));
  }

  private Optional<String> stateMisfit(DeviceTraits other) {
    if (opaque && !other.opaque) {
      return Optional.of("has no vendor's state there, and some here");
    }
    var mine = new Firmware(firmware);
    var its = new Firmware(other.firmware);
    return opaque && mine.compareTo(its) > 0
        ? Optional.of("has firmware %s there, and vendor state of %s here".formatted(its, mine))
        : Optional.empty();
  }
}
