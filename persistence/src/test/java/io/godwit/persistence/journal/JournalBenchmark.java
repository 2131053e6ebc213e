package io.godwit.persistence.journal;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Events a second of the codec and of both journals, without actors. Arguments: events (default
 * 2,000,000), rounds (default 3; the last is warm), and the plug-in's settings as key=value.
 */
public final class JournalBenchmark {

  private static final int ENTITIES = 20_000;

  /** Its processor time is what tells on a machine that others use too. */
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int events;
  private final Map<String, Object> settings;
  private final List<EntityId> entities = new ArrayList<>();

  private JournalBenchmark(int events, Map<String, Object> settings) {
    this.events = events;
    this.settings = settings;
    for (int i = 0; i < ENTITIES; i++) {
      entities.add(EntityId.member("pod-0/rack-1/host-" + i / 50 + "/net0/" + i % 50));
    }
  }

  public static void main(String[] arguments) throws IOException {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Map<String, Object> settings = new java.util.TreeMap<>();
    for (int i = 2; i < arguments.length; i++) {
      String[] setting = arguments[i].split("=", 2);
      settings.put(setting[0], setting[1]);
    }
    for (int round = 1; round <= rounds; round++) {
      System.out.println("round " + round);
      new JournalBenchmark(events, settings).run();
    }
  }

  private void run() throws IOException {
    var codec = new EventCodec();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      bodies.add(codec.encode(occurrence(i)));
    }
    timed(
        "encode",
        () -> {
          long bytes = 0;
          for (int i = 0; i < events; i++) {
            bytes += codec.encode(occurrence(i)).length;
          }
          return bytes;
        });
    timed(
        "decode",
        () -> {
          long steps = 0;
          for (int i = 0; i < events; i++) {
            String manifest = EventType.of(event(i % 1_000)).manifest();
            steps += codec.decode(manifest, bodies.get(i % 1_000)).step();
          }
          return steps;
        });
    Config all = ConfigFactory.load();
    Path folder = Files.createTempDirectory("journal-benchmark");
    Path file = folder.resolve("events.db");
    journal("memory", all.getConfig("godwit.journal.memory"));
    journal(
        "sqlite",
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.parseMap(Map.of("file", file.toString())))
            .withFallback(all.getConfig("godwit.journal.sqlite")));
    System.out.printf(
        Locale.ROOT, "  sqlite: %.1f bytes an event%n", (double) Files.size(file) / events);
    Files.delete(file);
    Files.delete(folder);
  }

  private void journal(String name, Config config) {
    JournalSession session = JournalKind.openSession(config);
    timed(
        name + " append (run's thread)",
        () -> {
          for (int i = 0; i < events; i++) {
            session.append(entities.get(i % ENTITIES), i / ENTITIES + 1, occurrence(i));
          }
          return session.count();
        });
    timed(
        name + " flush, close (added to append)",
        () -> {
          session.close();
          return 0;
        });
    timed(
        name + " read",
        () -> {
          var codec = new EventCodec();
          long steps = 0;
          try (StoredEvents all = session.all()) {
            while (all.hasNext()) {
              steps += all.next().occurrence(codec).step();
            }
          }
          return steps;
        });
    try (StoredEvents all = session.all()) {
      if (!JournalDigest.of(all).equals(session.digest())) {
        throw new AssertionError("the digest differs");
      }
    }
  }

  private void timed(String what, LongSupplier work) {
    long begin = System.nanoTime();
    long busy = MACHINE.getProcessCpuTime();
    long result = work.getAsLong();
    double seconds = (System.nanoTime() - begin) / 1e9;
    double busySeconds = (MACHINE.getProcessCpuTime() - busy) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "  %-34s %6.3f s %,12.0f events/s, %6.3f s of processors (%d)%n",
        what,
        seconds,
        events / seconds,
        busySeconds,
        result);
  }

  private static Occurrence occurrence(int i) {
    return new Occurrence(new SimTime(i * 10_000L), i / 3 + 1, event(i));
  }

  /** One of five typical ones; two in five are a migration's. */
  private static Event event(int i) {
    return switch (i % 5) {
      case 0 ->
          new RoundFinished(
              i % 30,
              new ByteCount(1_000_000_000L + i),
              new ByteCount(90_000_000L + i),
              SimDuration.ofMillis(780));
      case 1 -> new PhaseEntered("device-stop");
      case 2 ->
          new CommandSubmitted(
              i,
              "pod-0/rack-1/host-7/net0",
              "pod-0/rack-1/host-7/net0/12",
              "mode-set",
              "read-context",
              "plan-0/web-1",
              i - 1L,
              Bytes.EMPTY);
      case 3 ->
          new CommandServed(
              i,
              i,
              "context-read",
              0,
              0,
              new ByteCount(1_824),
              ByteCount.ZERO,
              SimDuration.ofMicros(12),
              SimDuration.ofMicros(95));
      default -> new ModeChanged("active", "stop", SimDuration.ofMicros(240));
    };
  }
}
