package io.godwit.scenarios.run;

import io.godwit.scenarios.file.Comparison.Variant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The folders of a comparison's runs: each called after what differs, and no two alike. */
final class VariantFolders {

  private final Map<Variant, String> names = new LinkedHashMap<>();

  /** Where case does not count, names that differ in nothing else are one. */
  private final Set<String> taken = new HashSet<>(ComparisonRun.FILES);

  VariantFolders(List<Variant> variants) {
    variants.forEach(variant -> names.put(variant, fresh(plain(variant.name()))));
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^\\.+$", "-");
  }

  private String fresh(String name) {
    String fresh = name;
    for (int number = 2; !taken.add(fresh.toLowerCase(Locale.ROOT)); number++) {
      fresh = name + '-' + number;
    }
    return fresh;
  }

  String of(Variant variant) {
    return names.get(variant);
  }
}
