package io.godwit.model.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.entity.StateTree;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames on the admin queue of a bench that nobody would send, in the company of some that somebody
 * would: each has one answer, and one that refuses has changed nothing. {@code
 * -Dgodwit.property.factor=125} makes 100,000 of them for each profile.
 */
class WireFuzzTest {

  private static final int FRAMES = 40;

  /** What a frame has begun, such as a reset, is over by then. */
  private static final SimDuration SETTLING = SimDuration.ofMillis(40);

  @Property(tries = 20)
  void should_answer_what_the_accepted_text_has(Gen gen) {
    answersAll(gen, Profiles.VIRTIO_1_4);
  }

  @Property(tries = 20)
  void should_answer_what_the_seed_has(Gen gen) {
    answersAll(gen, Profiles.SEED_2023);
  }

  @Property(tries = 20)
  void should_answer_what_the_precursor_has(Gen gen) {
    answersAll(gen, Profiles.PRECURSOR);
  }

  @Property(tries = 20)
  void should_answer_what_the_status_bit_has(Gen gen) {
    answersAll(gen, Profiles.STATUS_BIT);
  }

  private static void answersAll(Gen gen, Profiles profile) {
    var frames = new CommandFrames(Protocol.of(profile));
    DeviceTypes type = gen.oneOf(List.of(DeviceTypes.values()));
    DeviceBench bench = Bench14.bench(profile, type, gen.between(1, 4), 4, gen.chance(50));
    var known = new ArrayList<Bytes>(profile == Profiles.PRECURSOR ? precursors() : useful());
    bench.ask(
        known.get(0), Optional.empty()); // what an owner says of itself when it is first asked
    for (int i = 0; i < FRAMES; i++) {
      Bytes frame = gen.chance(10) ? noise(gen) : changed(gen, gen.oneOf(known));
      Optional<Integer> room = gen.chance(30) ? Optional.of(gen.between(1, 64)) : Optional.empty();
      bench.pass(SETTLING);
      String before = state(bench);
      DeviceBench.Answer answer = bench.ask(frame, room).orElseThrow();
      assertThat(answer.frame().size()).isLessThanOrEqualTo(room.orElse(Integer.MAX_VALUE));
      AdminResult result = frames.result(frames.command(frame), answer.frame());
      if (!result.ok()) {
        assertThat(state(bench)).as("after %s, refused with %s", frame, result).isEqualTo(before);
      } else if (result.ok() && result.result().size() > 16) {
        known.add(Bench14.frame(0x10, 1, 1, Bench14.header(0, 1) + result.result()));
      }
    }
  }

  /** Of the accepted text; those of the others begin alike. */
  private static List<Bytes> useful() {
    return List.of(
        Bench14.frame(0, 0, 0, ""),
        Bench14.frame(0, 1, 0, ""),
        Bench14.frame(1, 0, 0, "8303000000000000"),
        Bench14.frame(1, 1, 0, "7ffc030000000000"),
        Bench14.frame(1, 1, 0, "833f000000000000"),
        Bench14.frame(2, 1, 1, "0e00000000000000" + "0000"),
        Bench14.frame(3, 1, 1, "0c"),
        Bench14.frame(4, 1, 2, "2000000000000000" + "01"),
        Bench14.frame(5, 1, 2, "00"),
        Bench14.frame(7, 0, 0, ""),
        Bench14.frame(8, 0, 0, "0000000000000000"),
        Bench14.frame(9, 0, 0, "0000000000000000" + "0404"),
        Bench14.frame(0xa, 1, 1, Bench14.header(0, 0) + Bench14.le(0, 8) + "00"),
        Bench14.frame(0xa, 1, 1, Bench14.header(0, 1) + Bench14.le(0, 8) + "01"),
        Bench14.frame(0xb, 1, 1, Bench14.header(0, 1) + Bench14.le(0, 8) + "00"),
        Bench14.frame(0xc, 1, 1, Bench14.header(0, 1) + Bench14.le(0, 8)),
        Bench14.frame(0xd, 1, 1, Bench14.header(0, 1)),
        Bench14.frame(0xe, 1, 1, Bench14.header(0, 0) + "00"),
        Bench14.frame(0xf, 1, 1, Bench14.header(0, 0) + "01"),
        Bench14.frame(0x11, 1, 1, "01"),
        Bench14.frame(0x11, 1, 1, "00"));
  }

  private static List<Bytes> precursors() {
    String window = "01000000000000000000000000000000ffff000000000000";
    return List.of(
        Bytes.ofHex("4001" + "02000000"),
        Bytes.ofHex("4000"),
        Bytes.ofHex("4101" + "01000000"),
        Bytes.ofHex("4001" + "01000000"),
        Bytes.ofHex("4002" + "01000200"),
        Bytes.ofHex("4002" + "01000300"),
        Bytes.ofHex("4002" + "01000100"),
        Bytes.ofHex("4003" + "01000000"),
        Bytes.ofHex("4004" + window),
        Bytes.ofHex("4005" + window + "00000000"));
  }

  private static Bytes noise(Gen gen) {
    return Bytes.copyOf(gen.bytes(gen.between(1, 96)));
  }

  /** Half of the time as it is, so that the story goes on; else bytes changed, cut off, put on. */
  private static Bytes changed(Gen gen, Bytes real) {
    if (gen.chance(50)) {
      return real;
    }
    byte[] frame = real.toArray();
    int changes = gen.between(0, 4);
    for (int i = 0; i < changes; i++) {
      frame[gen.between(0, frame.length - 1)] = gen.bytes(1)[0];
    }
    byte[] resized = new byte[Math.max(1, frame.length + gen.between(-12, 12))];
    System.arraycopy(frame, 0, resized, 0, Math.min(frame.length, resized.length));
    return Bytes.copyOf(gen.chance(50) ? frame : resized);
  }

  /** All that a command can change; when the device was asked is no part of it. */
  private static String state(DeviceBench bench) {
    return StateTree.of(bench.owner().negotiated()).toString()
        + StateTree.of(bench.owner().objects())
        + bench.view(1)
        + bench.view(2);
  }
}
