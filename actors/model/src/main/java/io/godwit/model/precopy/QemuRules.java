package io.godwit.model.precopy;

import java.util.List;

/**
 * In what the versions of QEMU differ where a migration can tell; a version is a row in {@link
 * Engines}. What all share, from the sources of 7.2, is in {@link QemuSession}.
 *
 * @param differences of this version to 7.2
 */
public record QemuRules(List<Difference> differences) {

  /** What came after 7.2, each with where it was read. */
  public enum Difference {
    /**
     * A throttled migration looks for dirty pages at least every 5 s after the first pass; before,
     * a long pass is throttled only once it is over (9.2, {@code migration/cpu-throttle.c}).
     */
    PERIODIC_SYNC(
        "looks for dirty pages every 5 s while it throttles", "9.2, `migration/cpu-throttle.c`"),

    /**
     * The operator may say what bandwidth the switch-over has, {@code avail-switchover-bandwidth}
     * (8.2, {@code migration_update_counters}).
     */
    SWITCHOVER_BANDWIDTH("`avail-switchover-bandwidth`", "8.2, `migration_update_counters`"),

    /**
     * A packet of multifd that is not full waits for the next iteration; before, each iteration
     * ended with all channels flushed (8.2, {@code find_dirty_block}).
     */
    PACKETS_ACROSS_ITERATIONS(
        "a packet of multifd that is not full waits for the next iteration",
        "8.2, `find_dirty_block`"),

    /**
     * Multifd's threads look for zero pages instead of the one that searches for dirty ones (9.0,
     * {@code options.c}, zero-page-detection).
     */
    CHANNELS_FIND_ZERO_PAGES("multifd's threads look for zero pages", "9.0, `options.c`"),

    /**
     * What passed-through devices send after the stop goes over all of multifd's channels; before,
     * over the main one (10.0, {@code x-migration-multifd-transfer}).
     */
    DEVICE_DATA_ON_CHANNELS(
        "device data over all of multifd's channels", "10.0, `x-migration-multifd-transfer`");

    private final String about;
    private final String source;

    Difference(String about, String source) {
      this.about = about;
      this.source = source;
    }

    /** What the version does, for a table. */
    public String about() {
      return about;
    }

    /** The version that came with it, and where it was read. */
    public String source() {
      return source;
    }
  }

  public QemuRules {
    differences = List.copyOf(differences);
  }

  boolean has(Difference difference) {
    return differences.contains(difference);
  }
}
