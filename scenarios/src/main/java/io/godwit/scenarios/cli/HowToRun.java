package io.godwit.scenarios.cli;

import io.godwit.scenarios.run.CheckpointEvery;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.RunOptions;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that change how a run is carried out and not what comes of it. */
final class HowToRun {

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      converter = Every.class,
      description = {
        "A checkpoint after so many events, or so much virtual time such as '30 s', or both with a",
        "comma; or 'never' (default: when it costs less than a hundredth)."
      })
  private Optional<CheckpointEvery> checkpoints = Optional.empty();

  /** Proves that states are in the record; see docs/time-travel.md. */
  @Option(names = "--recover-randomly", paramLabel = "P", converter = Chance.class, hidden = true)
  private int recoverPerMillion;

  @Option(names = "--steps", description = "Every event before the report; of short runs.")
  private boolean steps;

  @Option(names = "--no-html", description = "Writes no report.html.")
  private boolean withoutPage;

  RunOptions options() {
    return new RunOptions(
        recoverPerMillion,
        checkpoints.orElse(CheckpointEvery.USUAL),
        steps,
        withoutPage ? Pages.NONE : Pages.OWN);
  }

  static final class Every implements ITypeConverter<CheckpointEvery> {
    @Override
    public CheckpointEvery convert(String text) {
      try {
        return CheckpointEvery.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  /** A probability such as {@code 1%} or {@code 0.01}, as so many in a million. */
  static final class Chance implements ITypeConverter<Integer> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?(%?)");

    @Override
    public Integer convert(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      if (matcher.matches()) {
        BigDecimal million = BigDecimal.valueOf(matcher.group(2).isEmpty() ? 1_000_000 : 10_000);
        int perMillion = new BigDecimal(matcher.group(1)).multiply(million).intValue();
        if (perMillion <= 1_000_000) {
          return perMillion;
        }
      }
      throw new TypeConversionException(
          "'%s' is no probability; write 1%% or 0.01".formatted(text));
    }
  }
}
