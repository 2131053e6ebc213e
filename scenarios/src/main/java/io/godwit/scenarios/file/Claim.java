package io.godwit.scenarios.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold at every moment of a run, at one of them, or from one on to the end, such as
 * {@code always hosts.down <= 1}.
 *
 * @param text as it was written
 * @param of the migrations that count; empty for all
 * @param bound a plain count
 */
public record Claim(
    String text,
    Mode mode,
    Optional<Selector> of,
    Level level,
    Expectation.Comparison comparison,
    long bound) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(always|eventually|sometimes)\\s+([a-z]+)(?:\\{([a-z]+=[^}]+)\\})?\\.([a-z-]+)"
              + "\\s*(<=|>=|==|!=|<|>)\\s*([0-9]{1,18})\\s*");

  /** At which moments. */
  public enum Mode {
    /** At every one. */
    ALWAYS,
    /** From one of them on to the end. */
    EVENTUALLY,
    /** At one of them at least. */
    SOMETIMES
  }

  /** What is counted at each moment. */
  public enum Level {
    RUNNING("migrations.running"),
    WAITING("migrations.waiting"),
    RETRIED("migrations.retried"),
    COMPLETED("migrations.completed"),
    FAILED("migrations.failed"),
    ROLLED_BACK("migrations.rolled-back"),
    LOST("migrations.lost"),
    CANCELLED("migrations.cancelled"),
    /** Guests that stand, or run nowhere any more. */
    STANDING("vms.standing"),
    HOSTS_DOWN("hosts.down");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    boolean isOfMigrations() {
      return word.startsWith("migrations.");
    }
  }

  /** A claim, or what is wrong with its text. */
  record Parsed(Optional<Claim> claim, String problem) {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static Claim of(String text) {
    Parsed parsed = parse(text);
    return parsed.claim().orElseThrow(() -> new IllegalArgumentException(parsed.problem()));
  }

  /** Whether a text means to be one. */
  public static boolean isOne(String text) {
    return text.strip().matches("(always|eventually|sometimes)\\b.*");
  }

  static Parsed parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return wrong(
          "'%s' is no such expectation; write one such as 'always hosts.down <= 1'"
              .formatted(text));
    }
    String word = matcher.group(2) + '.' + matcher.group(4);
    Optional<Level> level =
        Arrays.stream(Level.values()).filter(each -> each.word.equals(word)).findFirst();
    if (level.isEmpty()) {
      return wrong(Binder.notAmong(word, words()));
    }
    Optional<String> selector = Optional.ofNullable(matcher.group(3));
    if (selector.isPresent() && !level.get().isOfMigrations()) {
      return wrong("%s is not about migrations, of which some could be chosen".formatted(word));
    } else if (selector.isPresent() && Selector.parse(selector.get()).isEmpty()) {
      return wrong(Selector.problem(selector.get()));
    }
    return new Parsed(
        Optional.of(
            new Claim(
                text,
                Mode.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                selector.flatMap(Selector::parse),
                level.get(),
                Expectation.Comparison.of(matcher.group(5)),
                Long.parseLong(matcher.group(6)))),
        "");
  }

  private static List<String> words() {
    return Arrays.stream(Level.values()).map(Level::word).toList();
  }

  private static Parsed wrong(String problem) {
    return new Parsed(Optional.empty(), problem);
  }

  /** Whether a count is as it should be. */
  public boolean holds(long count) {
    return switch (comparison) {
      case AT_MOST -> count <= bound;
      case AT_LEAST -> count >= bound;
      case EQUAL, NEARLY -> count == bound;
      case OTHER_THAN -> count != bound;
      case LESS -> count < bound;
      case MORE -> count > bound;
    };
  }
}
