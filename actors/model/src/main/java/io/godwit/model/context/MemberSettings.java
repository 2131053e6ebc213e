package io.godwit.model.context;

import io.godwit.model.dma.DmaSettings;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.StopInflight;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a member device is, and how busily its guest uses it.
 *
 * @param type of device
 * @param protocol that its owner speaks
 * @param queues 1 to 256
 * @param requestsPerSecond that the guest puts on each queue while the device is active
 * @param requestTime how long one request takes the backing; what is in flight when the device is
 *     stopped takes at most this to finish
 * @param resetTime of a function level reset (30 ms: an assumption between the 1 ms of fast devices
 *     and the 100 ms that PCIe allows, facts/virtio.md H.2)
 * @param queueSetup to set one queue up at the destination (1.5 ms there: 200 ms for 129 queues)
 * @param opaque state that only the vendor can read (400 MiB and more for a ConnectX-7)
 * @param opaqueChange percent of it that a second read returns again from a device in use
 * @param readBuffer of the driver: what one read of the seed's can return, at least 1 B
 * @param packed whether its rings are packed; else split
 * @param sharedMemory whether it has a shared memory region
 * @param eventIndex whether guest and device tell each other of which request they want to hear
 *     (VIRTIO_F_EVENT_IDX), so that a doorbell that was lost is not followed by another one
 * @param dma what it writes into its guest's memory; empty where the guest's writes have it
 * @param build what sets it apart from others of its type
 * @param drawn instead of the three times, what they are drawn from for each member
 */
public record MemberSettings(
    DeviceTypes type,
    Protocol protocol,
    int queues,
    long requestsPerSecond,
    SimDuration requestTime,
    SimDuration resetTime,
    SimDuration queueSetup,
    ByteCount opaque,
    int opaqueChange,
    ByteCount readBuffer,
    boolean packed,
    boolean sharedMemory,
    boolean eventIndex,
    Optional<DmaSettings> dma,
    DeviceBuild build,
    DrawnTimes drawn) {

  /** What is drawn for each member; what is not is alike for all. */
  public record DrawnTimes(
      Optional<Distribution> request, Optional<Distribution> reset, Optional<Distribution> setup) {

    public static final DrawnTimes NONE =
        new DrawnTimes(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What Linux begins with. */
  public static final ByteCount READ_BUFFER = ByteCount.of(CommandFrames.READ_BUFFER);

  public static final int MOST_QUEUES = 256;

  /** Half a round trip (facts/virtio.md H.2). */
  private static final SimDuration NOTIFICATION = SimDuration.ofNanos(500);

  private static final int MOST_IN_FLIGHT = 64;
  private static final int SHARED_BYTES = 64;

  /** One whose writes into memory are part of what its guest writes. */
  public MemberSettings(
      DeviceTypes type,
      Protocol protocol,
      int queues,
      long requestsPerSecond,
      SimDuration requestTime,
      SimDuration resetTime,
      SimDuration queueSetup,
      ByteCount opaque,
      int opaqueChange,
      ByteCount readBuffer,
      boolean packed,
      boolean sharedMemory,
      boolean eventIndex) {
    this(
        type,
        protocol,
        queues,
        requestsPerSecond,
        requestTime,
        resetTime,
        queueSetup,
        opaque,
        opaqueChange,
        readBuffer,
        packed,
        sharedMemory,
        eventIndex,
        Optional.empty(),
        DeviceBuild.USUAL,
        DrawnTimes.NONE);
  }

  /** The same that writes into memory by itself. */
  public MemberSettings withDma(DmaSettings writes) {
    return with(requestTime, resetTime, queueSetup, Optional.of(writes), build, drawn);
  }

  /** The same that differs from others of its type. */
  public MemberSettings withBuild(DeviceBuild other) {
    return with(requestTime, resetTime, queueSetup, dma, other, drawn);
  }

  /** The same whose members differ in some times. */
  public MemberSettings withDrawn(DrawnTimes times) {
    return with(requestTime, resetTime, queueSetup, dma, build, times);
  }

  /** As the member of this name has it: what is drawn follows from the run's seed and the name. */
  public MemberSettings of(long seed, String name) {
    return drawn.equals(DrawnTimes.NONE)
        ? this
        : with(
            draw(drawn.request(), requestTime, seed, name, "request-time"),
            draw(drawn.reset(), resetTime, seed, name, "reset-time"),
            draw(drawn.setup(), queueSetup, seed, name, "queue-setup"),
            dma,
            build,
            DrawnTimes.NONE);
  }

  private static SimDuration draw(
      Optional<Distribution> from, SimDuration always, long seed, String name, String purpose) {
    return from.map(each -> each.draw(RandomStream.of(seed, EntityId.member(name), purpose)))
        .map(SimDuration::ofNanos)
        .orElse(always);
  }

  private MemberSettings with(
      SimDuration request,
      SimDuration reset,
      SimDuration setup,
      Optional<DmaSettings> writes,
      DeviceBuild other,
      DrawnTimes times) {
    return new MemberSettings(
        type,
        protocol,
        queues,
        requestsPerSecond,
        request,
        reset,
        setup,
        opaque,
        opaqueChange,
        readBuffer,
        packed,
        sharedMemory,
        eventIndex,
        writes,
        other,
        times);
  }

  /** What it offers. */
  long features() {
    return type.features(packed) & ~build.lacks();
  }

  /** On all its queues together. */
  public long allRequestsPerSecond() {
    return requestsPerSecond * queues;
  }

  public MemberSettings {
    if (queues < 1 || queues > MOST_QUEUES || requestsPerSecond < 0) {
      throw new IllegalArgumentException(
          "%d queues with %d requests/s: 1 to %d queues, and no negative rate"
              .formatted(queues, requestsPerSecond, MOST_QUEUES));
    }
  }

  /** A member without vendor state, whose queues take no time to set up. */
  public static MemberSettings plain(
      DeviceTypes type,
      Protocol protocol,
      int queues,
      long requestsPerSecond,
      SimDuration requestTime,
      SimDuration resetTime) {
    return new MemberSettings(
        type,
        protocol,
        queues,
        requestsPerSecond,
        requestTime,
        resetTime,
        SimDuration.ZERO,
        ByteCount.ZERO,
        100,
        READ_BUFFER,
        false,
        false,
        true);
  }

  /** Requests in flight on each queue while it is busy: Little's law, rounded up, 64 at most. */
  int inFlightPerQueue() {
    long product = Math.multiplyExact(requestsPerSecond, requestTime.nanos());
    return (int) Math.min(MOST_IN_FLIGHT, (product + 999_999_999L) / 1_000_000_000L);
  }

  /** Of those, the ones that are done and not yet returned: each fourth. */
  int completedPerQueue() {
    return inFlightPerQueue() / 4;
  }

  public int inFlight() {
    return inFlightPerQueue() * queues;
  }

  /** Whether a stopped device keeps what is in flight; no part of the accepted text can hold it. */
  public boolean carriesInFlight() {
    return protocol.is(StopInflight.CARRY) && protocol.profile() != Profiles.VIRTIO_1_4;
  }

  /** Whether what is in flight is done before a stopping device answers. */
  boolean drains() {
    return protocol.is(StopInflight.DRAIN) || returnsEmpty();
  }

  /** Whether a stopping device gives back what it has not done, with length zero. */
  public boolean returnsEmpty() {
    return protocol.is(StopInflight.ZERO_LENGTH);
  }

  /** Whether a device that stops leaves requests that no context tells of. */
  public boolean leavesInFlight() {
    return !drains() && !carriesInFlight();
  }

  /** Whether a context says how far a device was with its rings; the accepted text's does not. */
  public boolean carriesIndexes() {
    return protocol.profile() != Profiles.VIRTIO_1_4;
  }

  /** From a member to whoever it tells something by an interrupt: a posted write. */
  public SimDuration notification() {
    return NOTIFICATION;
  }

  public SimDuration setUpAll() {
    return queueSetup.times(queues);
  }

  /** Vendor state and shared memory, of whatever type the device is. */
  List<ContextField> extraFields() {
    var fields = new ArrayList<ContextField>();
    if (!opaque.isZero()) {
      fields.add(opaqueField(opaque.bytes(), 1, build.firmware()));
    }
    if (sharedMemory) {
      byte[] content = new byte[SHARED_BYTES];
      content[0] = 1;
      fields.add(new ContextField(ContextField.SHARED_MEMORY, 0, Bytes.copyOf(content)));
    }
    return fields;
  }

  /**
   * Vendor state that is sent after the guest's stop.
   *
   * @param readBefore whether it has been read before, so that only what changed is left
   */
  public ByteCount opaqueAfterStop(boolean readBefore) {
    return readBefore ? ByteCount.of(opaque.bytes() / 100 * opaqueChange) : opaque;
  }

  /** Vendor state that is returned again from a device in use: as much of it as changes. */
  public Bytes changedOpaque(Bytes value) {
    byte[] changed = value.toArray();
    long bytes = opaqueAfterStop(true).bytes();
    for (int i = 0; i < Long.BYTES; i++) {
      changed[i] = (byte) (bytes >>> (8 * i));
    }
    return Bytes.copyOf(changed);
  }

  /** Vendor state, of which the firmware is known that wrote it, or not. */
  static ContextField opaqueField(long bytes, long generation, Optional<Firmware> firmware) {
    var content = new FieldWriter((firmware.isPresent() ? 3 : 2) * Long.BYTES);
    content.u64(bytes).u64(generation);
    firmware.ifPresent(version -> content.u64(version.number()));
    return new ContextField(ContextField.OPAQUE, 0, content.bytes());
  }
}
