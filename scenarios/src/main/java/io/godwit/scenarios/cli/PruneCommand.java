package io.godwit.scenarios.cli;

import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.WrittenAmount;
import io.godwit.scenarios.shelf.Pruning;
import io.godwit.scenarios.shelf.Pruning.Limits;
import io.godwit.scenarios.shelf.Shelf;
import io.godwit.scenarios.shelf.ShelfException;
import io.godwit.scenarios.shelf.ShelfJson;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Removes runs that are too old, too many or too large. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Removes runs that are too old, too many or too large; what any limit names goes.",
      "Never what others were forked from, what may still be written, or what is no run."
    },
    footer = {"", "Example: godwit prune --older-than 30d --to-size 10GiB --dry-run"})
final class PruneCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = "runs",
      description = "Where the runs are (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Goes what was recorded longer ago, such as 30d or 12h.")
  private Optional<Duration> olderThan = Optional.empty();

  @Option(names = "--keep", paramLabel = "N", description = "Only the newest N stay.")
  private Optional<Integer> keep = Optional.empty();

  @Option(
      names = "--to-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "The newest stay that fit into this much together, such as 10GiB.")
  private Optional<ByteCount> toSize = Optional.empty();

  @Option(names = "--dry-run", description = "Says what would go, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public void run() {
    var limits = new Limits(olderThan, keep, toSize);
    if (limits.isNone()) {
      throw new BadInput("say what is too much: --older-than AGE, --keep N or --to-size SIZE");
    } else if (keep.filter(n -> n < 0).isPresent()) {
      throw new BadInput("--keep %d: keep 0 or more".formatted(keep.get()));
    }
    try {
      Pruning pruning = Pruning.of(Shelf.of(folder), limits, Instant.now());
      if (!dryRun) {
        pruning.carryOut();
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? ShelfJson.of(pruning, dryRun).toPrettyString() + '\n' : text(pruning));
      out.flush();
    } catch (ShelfException refused) {
      throw new BadInput(refused.getMessage());
    }
  }

  private String text(Pruning pruning) {
    var page = new StringBuilder();
    String verb = dryRun ? "would remove" : "removed";
    pruning
        .gone()
        .forEach(
            (entry, why) ->
                page.append(
                    "%s %s (%s): %s\n"
                        .formatted(verb, entry.name(), new ByteCount(entry.bytes()), why)));
    pruning
        .spared()
        .forEach((entry, why) -> page.append("kept %s: %s\n".formatted(entry.name(), why)));
    page.append(
        "%s %d of %d, %s\n"
            .formatted(
                verb,
                pruning.gone().size(),
                pruning.shelf().entries().size(),
                new ByteCount(pruning.bytes())));
    return page.toString();
  }

  /** Days too, which no simulation needs. */
  static final class AgeConverter implements ITypeConverter<Duration> {
    private static final Pattern DAYS = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*d");
    private static final BigDecimal DAY = BigDecimal.valueOf(Duration.ofDays(1).toNanos());
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Duration convert(String text) {
      Matcher days = DAYS.matcher(text.strip());
      try {
        return days.matches()
            ? days(text, new BigDecimal(days.group(1)))
            : Duration.ofNanos(WrittenAmount.duration(text).nanos());
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage() + ", or days such as '30d'");
      }
    }

    /** No record is as old as the most of it. */
    private static Duration days(String text, BigDecimal days) {
      if (days.signum() < 0) {
        throw new TypeConversionException(
            "'%s' is negative; write an age of 0 or more, such as '30d'".formatted(text));
      }
      return Duration.ofNanos(days.multiply(DAY).min(MOST).longValue());
    }
  }

  /** Sizes as scenarios write them. */
  static final class SizeConverter implements ITypeConverter<ByteCount> {
    @Override
    public ByteCount convert(String text) {
      try {
        return WrittenAmount.size(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
