package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.property.Gen;
import io.godwit.property.Property;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.Yaml;

/**
 * Scenario files that somebody has damaged: each is refused with its reasons, or it runs. What is
 * taken and then fails in the run would be a bug, for nobody told its author. {@code
 * -Dgodwit.property.factor=10} tries thousands.
 */
class MutatedScenarioTest {

  private static final List<String> SCENARIOS =
      List.of(
          "first-migration",
          "post-copy-loses",
          "thread/flr-in-freeze",
          "thread/lost-doorbells",
          "simgrid/three-staggered",
          "never-converges");

  private static final List<String> UNITS =
      List.of("", "%", "/s", " ns", " s", " h", " B", " GiB", " bit/s", " Gbit/s", " Tbit/s", " x");

  /** Larger ones are valid and take their time. */
  private static final long MOST_GUESTS = 200;

  private static final long MOST_EVENTS = 20_000;

  @Property(tries = 200)
  void should_refuse_or_run(Gen gen) throws IOException {
    String text = mutated(gen);
    Optional<ScenarioFile> file = read(text);
    if (file.filter(MutatedScenarioTest::isSmall).isPresent()) {
      run(text, file.get());
    }
  }

  private static Optional<ScenarioFile> read(String text) {
    try {
      return Optional.of(ScenarioFile.parse("mutated.yaml", text, List.of()));
    } catch (ScenarioProblems problems) {
      assertThat(problems.problems()).isNotEmpty();
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError bug) {
      throw new AssertionError(text, bug);
    }
  }

  private static boolean isSmall(ScenarioFile file) {
    Scenario scenario = file.scenario();
    long guests = scenario.vms().stream().mapToLong(Scenario.VmGroup::count).sum();
    return guests <= MOST_GUESTS && scenario.fabric().hosts() <= 10_000;
  }

  private static void run(String text, ScenarioFile file) {
    try {
      new ScenarioRun(file, "test").inMemory(progress -> progress.events() < MOST_EVENTS);
    } catch (IllegalArgumentException noRoom) {
      assertThat(noRoom.getMessage()).as(text).isNotBlank();
    } catch (RuntimeException bug) {
      throw new AssertionError(text, bug);
    }
  }

  private static String mutated(Gen gen) throws IOException {
    Path library = Path.of(System.getProperty("godwit.home"), "scenarios/library");
    String text = Files.readString(library.resolve(gen.oneOf(SCENARIOS)).resolve("scenario.yaml"));
    Object root = new Yaml().load(text);
    for (int i = gen.between(1, 3); i > 0; i--) {
      var places = new ArrayList<Consumer<Gen>>();
      collect(root, places);
      gen.oneOf(places).accept(gen);
    }
    String written = new Yaml().dump(root);
    return gen.chance(30) ? scribbled(gen, written) : written;
  }

  /** Letters that mean something to YAML, or that no editor shows, anywhere in the text. */
  private static final List<String> SCRIBBLES =
      List.of(
          "\t",
          "&a ",
          "*a",
          "*a\n",
          "<<: *a\n",
          "<<: {}\n",
          "? ",
          "- ",
          "|",
          ">",
          "%",
          "!!int ",
          "!!set ",
          "\"",
          "'",
          "[",
          "]",
          "{",
          "}",
          ":",
          ": ",
          "#",
          "\n",
          "\n\n---\n",
          "...\n",
          "\u0000",
          "\u0007",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\ud800",
          "\u202e",
          "\ud83d\ude00",
          "x-a: &a {b: *a}\n",
          "x-a: &a [1, 2]\nseed: *a\n",
          "include: nothing.yaml\n",
          "0x",
          "1e9",
          "~",
          "null",
          "1:30");

  private static String scribbled(Gen gen, String text) {
    var damaged = new StringBuilder(text);
    for (int i = gen.between(1, 3); i > 0 && damaged.length() > 0; i--) {
      int at = gen.between(0, damaged.length() - 1);
      switch (gen.between(0, 3)) {
        case 0 -> damaged.setLength(at);
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + gen.between(1, 40)));
        case 2 -> damaged.insert(lineAt(damaged, at), gen.oneOf(SCRIBBLES));
        default -> damaged.insert(at, gen.oneOf(SCRIBBLES));
      }
    }
    return damaged.toString();
  }

  private static int lineAt(StringBuilder text, int at) {
    return text.lastIndexOf("\n", at) + 1;
  }

  /** One way to damage each value of a document. */
  @SuppressWarnings("unchecked") // a YAML document is made of maps and lists
  private static void collect(Object node, List<Consumer<Gen>> places) {
    if (node instanceof Map<?, ?> any) {
      var map = (Map<Object, Object>) any;
      for (Object key : List.copyOf(map.keySet())) {
        places.add(
            gen -> {
              if (gen.chance(10)) {
                map.remove(key);
              } else {
                map.put(key, hostile(gen, map.get(key)));
              }
            });
        collect(map.get(key), places);
      }
    } else if (node instanceof List<?> any) {
      var list = (List<Object>) any;
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        places.add(
            gen -> {
              if (gen.chance(50) && index < list.size()) {
                list.set(index, hostile(gen, list.get(index)));
              } else {
                list.add(list.get(0));
              }
            });
        collect(list.get(index), places);
      }
    }
  }

  private static Object hostile(Gen gen, Object value) {
    String text = String.valueOf(value);
    String unit = text.matches("[0-9.]+ ?[A-Za-z%/]+") ? text.replaceFirst("[0-9.]+", "") : "";
    return switch (gen.between(0, 5)) {
      case 0 -> gen.magnitude(Long.MAX_VALUE) + unit;
      case 1 -> gen.magnitude(1000) + unit;
      case 2 -> gen.magnitude(Long.MAX_VALUE) + gen.oneOf(UNITS);
      case 3 -> value instanceof Integer ? gen.magnitude(Long.MAX_VALUE) : "0" + unit;
      case 4 ->
          gen.oneOf(List.of("", "-1", "none", "all", "web-0", "true", "pod-0/rack-0", "\u001b"));
      default ->
          value instanceof Integer ? (Object) gen.magnitude(100) : new ArrayList<>(List.of(text));
    };
  }
}
