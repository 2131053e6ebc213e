package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.bench.DeviceBench;
import io.godwit.model.device.Access;
import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MsixVector;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.event.MemberEvent.VectorMasked;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a member's guest, its peers and the device itself can do, and what comes of it. */
final class GuestActions {

  /** Short for what scenario files call otherwise. */
  private static final Map<String, String> SHORT =
      new TreeMap<>(
          Map.of(
              "flr", Disturbance.VF_FLR.word(),
              "reset", Disturbance.VIRTIO_RESET.word(),
              "power", Disturbance.POWER.word()));

  /** The SUSPEND bit of the device status (virtio 1.4, 2.1). */
  private static final int SUSPEND = 16;

  private final DeviceOptions options;
  private final DeviceBench bench;

  GuestActions(DeviceOptions options, DeviceBench bench) {
    this.options = options;
    this.bench = bench;
  }

  ObjectNode act(int member, Words words) {
    String action = words.next("an action");
    String word = SHORT.getOrDefault(action, action);
    Optional<Access> access = Access.ofWord(word);
    Optional<Disturbance> disturbance = Disturbance.ofWord(word).filter(GuestActions::isGuests);
    if (access.isEmpty() && disturbance.isEmpty()) {
      throw new BadLine(
          "'%s' is no action: there are %s".formatted(action, String.join(", ", names())));
    }
    return access.isPresent()
        ? touch(member, access.get(), words)
        : strike(member, action, new Strike.Disturb(disturbance.get()), optionalQueue(words, word));
  }

  private static boolean isGuests(Disturbance disturbance) {
    return disturbance != Disturbance.PF_FLR && disturbance != Disturbance.VF_DISABLE;
  }

  private static List<String> names() {
    var names = new ArrayList<String>();
    Arrays.stream(Access.values()).map(Access::word).forEach(names::add);
    Arrays.stream(Disturbance.values())
        .filter(GuestActions::isGuests)
        .map(Disturbance::word)
        .forEach(names::add);
    names.addAll(SHORT.keySet());
    return names;
  }

  /** A queue is reset, or rung: which one is part of the line only. */
  private Words optionalQueue(Words words, String word) {
    if (word.equals(Disturbance.QUEUE_RESET.word())) {
      queue(words);
    }
    words.end();
    return words;
  }

  private void queue(Words words) {
    if (words.hasMore()) {
      words.number("queue", 0, options.queues() - 1);
    }
  }

  private ObjectNode touch(int member, Access access, Words words) {
    return switch (access) {
      case CONFIG_WRITE -> writeConfig(member, words);
      case CONFIG_READ -> readConfig(member, words);
      case STATUS_WRITE -> writeStatus(member, words);
      case CONTROL_COMMAND -> control(member, words);
      case DOORBELL, PEER_DOORBELL -> {
        queue(words);
        yield strike(member, access.word(), new Strike.Touch(access), words);
      }
      case MSIX_MASK, MSIX_UNMASK ->
          words.hasMore()
              ? strike(member, access.word(), new Strike.Vector(access, vector(words)), words)
              : strike(member, access.word(), new Strike.Touch(access), words);
      default -> strike(member, access.word(), new Strike.Touch(access), words);
    };
  }

  /** Without one it is the function's mask. */
  private MsixVector vector(Words words) {
    String word = words.next("a vector");
    return MsixVector.ofWord(word)
        .filter(vector -> vector.number() <= options.queues())
        .orElseThrow(
            () ->
                new BadLine(
                    "'%s' is no vector: there are config and queue-0 to queue-%d"
                        .formatted(word, options.queues() - 1)));
  }

  private ObjectNode writeConfig(int member, Words words) {
    int offset = offset(words);
    int bytes = options.type().fieldBytes(offset).orElseThrow();
    long most = bytes >= Long.BYTES ? Long.MAX_VALUE : (1L << (8 * bytes)) - 1;
    Bytes value = littleEndian(words.number("the value", 0, most), bytes);
    return strike(
        member, "config-write", new Strike.Write(Access.CONFIG_WRITE, offset, value), words);
  }

  /** Without a class it changes two tables of a network device, the second one later. */
  private ObjectNode control(int member, Words words) {
    if (!words.hasMore()) {
      return strike(member, "control-command", new Strike.Touch(Access.CONTROL_COMMAND), words);
    }
    int commandClass = (int) words.number("the class", 0, 255);
    int command = (int) words.number("the command", 0, 255);
    Bytes value = DeviceSession.bytes(words.next("the data in hex"), "data");
    return strike(
        member, "control-command", new Strike.Control(commandClass, command, value), words);
  }

  private int offset(Words words) {
    return (int) words.number("the offset", 0, options.type().configBytes() - 1);
  }

  private static Bytes littleEndian(long value, int bytes) {
    byte[] encoded = new byte[bytes];
    for (int i = 0; i < Math.min(bytes, Long.BYTES); i++) {
      encoded[i] = (byte) (value >>> (8 * i));
    }
    return Bytes.copyOf(encoded);
  }

  private ObjectNode readConfig(int member, Words words) {
    boolean whole = !words.hasMore();
    int offset = whole ? 0 : offset(words);
    int bytes =
        whole ? options.type().configBytes() : options.type().fieldBytes(offset).orElseThrow();
    ObjectNode answer = strike(member, "config-read", new Strike.Touch(Access.CONFIG_READ), words);
    Bytes config = config(member);
    Bytes value = config.slice(offset, offset + bytes);
    boolean ones = answer.path("effect").asText().equals("all-ones");
    return answer.put("value", ones ? "ff".repeat(bytes) : value.toString());
  }

  private Bytes config(int member) {
    return bench.view(member).fields().stream()
        .filter(field -> field.type() == ContextField.DEVICE_CONFIG)
        .map(ContextField::value)
        .findFirst()
        .orElse(littleEndian(0, options.type().configBytes()));
  }

  private ObjectNode writeStatus(int member, Words words) {
    int value = (int) words.number("the status", 0, 255);
    boolean suspended = !bench.view(member).works();
    boolean suspends = (value & SUSPEND) != 0;
    if (!options.profile().isInBand() || value == 0 || suspends == suspended) {
      Bytes status = littleEndian(value, 1);
      var write = new Strike.Write(Access.STATUS_WRITE, 0, status);
      return strike(member, "status-write", write, words);
    }
    words.end();
    Optional<Boolean> shown = bench.suspend(member, suspends);
    ObjectNode answer = begun(member, "status-write");
    answer.put("mode", bench.view(member).mode());
    answer.put("effect", shown.isPresent() && shown.get() ? "applied" : "ignored");
    return answer.put("now_ns", bench.now().nanos());
  }

  private static ObjectNode begun(int member, String action) {
    return JsonNodeFactory.instance.objectNode().put("member", member).put("action", action);
  }

  private ObjectNode strike(int member, String action, Strike strike, Words words) {
    words.end();
    ObjectNode answer = begun(member, action.toLowerCase(Locale.ROOT));
    for (Event event : bench.strike(member, strike)) {
      if (event instanceof AccessServed served) {
        answer.put("mode", served.mode()).put("effect", served.effect());
        answer.put("decided_by", served.decidedBy());
      } else if (event instanceof VectorMasked) {
        answer.put("mode", bench.view(member).mode()).put("effect", "applied");
      } else if (event instanceof InterruptSent sent) {
        answer.put("interrupt", true).put("vectors", String.join(" ", sent.vectors()));
      } else if (event instanceof DisturbanceBegan began) {
        answer.put("lasts_ns", began.lasts().nanos());
      }
    }
    return answer.put("now_ns", bench.now().nanos());
  }
}
