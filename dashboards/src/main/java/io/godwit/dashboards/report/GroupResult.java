package io.godwit.dashboards.report;

/** The figures of the guests of one group: of those called {@code group-0} and so on. */
public record GroupResult(String group, Figures figures) {

  /** The group of a guest: its name without its number. */
  static String of(String vm) {
    return vm.replaceFirst("-[0-9]+$", "");
  }
}
