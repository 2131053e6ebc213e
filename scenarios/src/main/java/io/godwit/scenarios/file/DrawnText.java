package io.godwit.scenarios.file;

import io.godwit.model.random.Distribution;
import io.godwit.model.random.Distributions;
import io.godwit.model.unit.Counted;
import io.godwit.scenarios.file.ValueType.Amount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a value is drawn from, such as {@code normal(8 GiB, 1 GiB)}. */
final class DrawnText {

  private static final Pattern FORM = Pattern.compile("\\s*([a-z-]+)\\s*\\((.*)\\)\\s*");

  /** A distribution, or what is wrong with its text. */
  record Parsed(Optional<Distribution> drawn, String problem) {}

  private DrawnText() {}

  /** Whether YAML has taken its comma for the end of a key's value. */
  static boolean isCutOff(String text) {
    return text.matches("\\s*[a-z-]+\\s*\\([^)]*");
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** All forms there are, for references and messages. */
  static String forms() {
    return Arrays.stream(Distributions.values())
        .map(kind -> kind.word() + '(' + kind.parameters() + ')')
        .collect(Collectors.joining("; "));
  }

  static Parsed parse(String text, Amount<?> amount) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is no distribution");
    }
    Optional<Distributions> kind =
        Arrays.stream(Distributions.values())
            .filter(each -> each.word().equals(matcher.group(1)))
            .findFirst();
    if (kind.isEmpty()) {
      List<String> words = Arrays.stream(Distributions.values()).map(Distributions::word).toList();
      return wrong(Binder.notAmong(matcher.group(1), words));
    }
    List<String> parts = List.of(matcher.group(2).split("\\s*,\\s*", -1));
    if (kind.get().count() != 0 && parts.size() != kind.get().count()) {
      return wrong(
          "'%s' has %s in brackets; write %s(%s)"
              .formatted(
                  text,
                  Counted.of(parts.size(), "value"),
                  kind.get().word(),
                  kind.get().parameters()));
    }
    var parameters = new ArrayList<Double>();
    for (int i = 0; i < parts.size(); i++) {
      boolean isShare = kind.get() == Distributions.LOGNORMAL && i == 1;
      Quantity quantity = isShare ? Quantity.PERCENT : amount.quantity();
      Quantity.Parsed parsed = quantity.parse(parts.get(i));
      if (parsed.base().isEmpty()) {
        return wrong(parsed.problem());
      } else if (parsed.base().get() > amount.most()) {
        return wrong("'%s' is too much; see %s".formatted(parts.get(i), text));
      }
      parameters.add(parsed.base().get() / (isShare ? 100.0 : 1.0));
    }
    if (kind.get() == Distributions.UNIFORM && parameters.get(0) > parameters.get(1)) {
      return wrong("'%s': the least comes first, then the most".formatted(text));
    }
    return new Parsed(
        Optional.of(
            new Distribution(kind.get(), parameters, Math.max(1, amount.least()), amount.most())),
        "");
  }

  private static Parsed wrong(String problem) {
    return new Parsed(Optional.empty(), problem);
  }
}
