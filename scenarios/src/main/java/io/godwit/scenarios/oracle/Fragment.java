package io.godwit.scenarios.oracle;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.unit.Counted;
import io.godwit.scenarios.oracle.Calibration.Fit;
import java.util.Locale;

/** What was fitted, as keys of a scenario file. */
final class Fragment {

  private static final long PAGES_PER_MIB = 256;

  private final StringBuilder text = new StringBuilder();
  private final String source;
  private final Fit fit;

  Fragment(String source, Fit fit) {
    this.source = source;
    this.fit = fit;
  }

  String text() {
    line("# Fitted to %s of %s.", Counted.of(fit.measurements().size(), "configuration"), source);
    line("# Loss %.3f, before %.3f; 0 is perfect, 4 as good as", fit.lossAfter(), fit.lossBefore());
    line(
        "# the tolerances of 'godwit oracle'. A fit of what was measured is no proof for the rest.");
    QemuHost host = fit.bed().host();
    line("datacenter:");
    line("  host:");
    line(
        "    vcpu-stop: %d us  # to stop and to run again, devices included",
        fit.bed().stop().nanos() / 1000);
    line("    limits:");
    line("      pages: %d B/s", host.resend().bytesPerSecond());
    line("      new-pages: %d B/s", host.firstSend().bytesPerSecond());
    line("      zero-page: %d ns", host.zeroPage().nanos());
    line("      delta-page: %d ns", host.deltaPage().nanos());
    line("      wake-up: %d ns", host.wakeUp().nanos());
    line("vms:");
    fit.measurements().forEach(this::guest);
    return text.toString();
  }

  private void guest(Measurement measurement) {
    Inputs inputs = measurement.inputs();
    long pages = inputs.memMib() * PAGES_PER_MIB;
    line(
        "  - name: %s  # %s",
        inputs.name(), measurement.workloadKnown() ? "as recorded" : "fitted");
    line("    memory: %d MiB", inputs.memMib());
    line("    zero: %d%%", 100 - (100 * inputs.residentPages() + pages - 1) / pages);
    if (inputs.pattern() != DirtyModels.IDLE) {
      dirtying(inputs);
    }
  }

  private void dirtying(Inputs inputs) {
    line("    dirtying:");
    line("      model: %s", inputs.pattern().word());
    line("      rate: %d B/s", inputs.pagesPerSecond() * GuestMemory.PAGE_BYTES);
    if (inputs.setPages() > 0) {
      line("      working-set: %d KiB", inputs.setPages() * 4);
    }
    if (inputs.pattern() == DirtyModels.HOT_COLD) {
      line("      hot: %d KiB", inputs.hotPages() * 4);
      line("      share: %d%%", inputs.hotPercent());
    }
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.US, format, values)).append('\n');
  }
}
