package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.bench.DeviceBench;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminResult;
import io.godwit.scenarios.file.Durations;
import java.util.HexFormat;
import java.util.Optional;

/** A device on the bench, and whoever asks it line by line; each line has one answer. */
public final class DeviceSession {

  /** A frame of an admin command; what a driver writes is far shorter. */
  private static final int MOST_FRAME_BYTES = 1 << 20;

  /** A hundred years: virtual time has an end. */
  private static final SimDuration LONGEST_WAIT = SimDuration.ofSeconds(100L * 365 * 24 * 3600);

  private final DeviceOptions options;
  private final DeviceBench bench;
  private final GuestActions guests;

  public DeviceSession(DeviceOptions options) {
    this.options = options;
    this.bench = options.bench();
    this.guests = new GuestActions(options, bench);
  }

  /** The answer to a line. A line that is refused has changed nothing. */
  public ObjectNode answer(String line) {
    try {
      return understood(new Words(line));
    } catch (BadLine wrong) {
      ObjectNode refused = JsonNodeFactory.instance.objectNode();
      return refused.put("error", wrong.getMessage());
    }
  }

  private ObjectNode understood(Words words) {
    String first = words.next("a command");
    if (first.isEmpty() || first.startsWith("#")) {
      return JsonNodeFactory.instance.objectNode();
    }
    return switch (first) {
      case "ask" -> ask(words);
      case "guest" -> guest(words);
      case "owner" -> owner(words);
      case "wait" -> pass(words);
      case "state" -> state(words);
      default ->
          throw new BadLine(
              "'%s' is no command: there are ask, guest, owner, wait and state".formatted(first));
    };
  }

  private ObjectNode ask(Words words) {
    String word = words.next("a frame in hex");
    words.end();
    int slash = word.indexOf('/');
    Bytes frame = frame(slash < 0 ? word : word.substring(0, slash));
    Optional<Integer> room =
        slash < 0 ? Optional.empty() : Optional.of(room(word.substring(slash + 1)));
    Optional<DeviceBench.Answer> answer = bench.ask(frame, room);
    if (answer.isEmpty()) {
      throw new BadLine("no answer ever comes: the device keeps the command");
    }
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    AdminResult result = result(answer.get().frame());
    said.put("status", result.status())
        .put("qualifier", result.qualifier())
        .put("result", result.result().toString())
        .put("used", answer.get().frame().size())
        .put("took_ns", answer.get().took().nanos());
    if (options.decode()) {
      said.set("meaning", new FrameMeaning(Protocol.of(options.profile())).of(frame, result));
    }
    return said;
  }

  /** The precursor's status is the last byte of what is written. */
  private AdminResult result(Bytes written) {
    if (!options.profile().hasWindows()) {
      return AdminResult.decode(written);
    }
    int last = written.size() - 1;
    return new AdminResult(Byte.toUnsignedInt(written.at(last)), 0, written.slice(0, last));
  }

  private static int room(String word) {
    var length = new Words(word);
    return (int) length.number("the device-writable length", 1, Integer.MAX_VALUE);
  }

  private static Bytes frame(String hex) {
    if (hex.isEmpty()) {
      throw new BadLine("a frame has a device-readable part of one byte or more");
    }
    if (hex.length() / 2 > MOST_FRAME_BYTES) {
      throw new BadLine(
          "a frame of %d bytes: at most %d".formatted(hex.length() / 2, MOST_FRAME_BYTES));
    }
    return bytes(hex, "frame");
  }

  static Bytes bytes(String hex, String what) {
    try {
      return Bytes.copyOf(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException noHex) {
      throw new BadLine("'%s' is no %s: an even number of hex digits".formatted(hex, what));
    }
  }

  private ObjectNode guest(Words words) {
    return guests.act(member(words), words);
  }

  /** Not a guest, but the driver of the owner: it resets it, or turns its members off. */
  private ObjectNode owner(Words words) {
    String action = words.next("an action");
    words.end();
    Disturbance disturbance =
        switch (action) {
          case "reset" -> Disturbance.PF_FLR;
          case "disable" -> Disturbance.VF_DISABLE;
          default ->
              throw new BadLine("'%s' is no action: there are reset, disable".formatted(action));
        };
    bench.disturbOwner(disturbance, DeviceOptions.RESET_TIME);
    return JsonNodeFactory.instance
        .objectNode()
        .put("action", action)
        .put("lasts_ns", DeviceOptions.RESET_TIME.nanos())
        .put("now_ns", bench.now().nanos());
  }

  private int member(Words words) {
    return (int) words.number("member", 1, bench.memberCount());
  }

  private ObjectNode pass(Words words) {
    SimDuration length;
    try {
      length = Durations.parse(words.rest());
    } catch (IllegalArgumentException wrong) {
      throw new BadLine(wrong.getMessage());
    }
    if (length.compareTo(LONGEST_WAIT) > 0) {
      throw new BadLine("a wait of more than 100 years");
    }
    bench.pass(length);
    return JsonNodeFactory.instance.objectNode().put("now_ns", bench.now().nanos());
  }

  private ObjectNode state(Words words) {
    int member = member(words);
    words.end();
    return new StateAnswer(options.profile()).of(member, bench.view(member), bench.now());
  }
}
