package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Bar.Kind;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Stage;
import java.util.Arrays;

/** The bar that a device's mode is, whatever its profile calls it. */
final class DeviceStages {

  private DeviceStages() {}

  /** Ends the bar of the mode before, and begins that of {@code mode} if it does not work. */
  static void enter(Canvas canvas, Role on, String mode, Moment moment) {
    canvas.end(on, Kind.STOPPED, moment);
    canvas.end(on, Kind.FROZEN, moment);
    switch (stage(mode)) {
      case WORKING -> {}
      case STOPPED -> canvas.begin(on, Kind.STOPPED, moment, "mode " + mode);
      case FROZEN -> canvas.begin(on, Kind.FROZEN, moment, "mode " + mode);
    }
  }

  private static Stage stage(String mode) {
    return Arrays.stream(Profiles.values())
        .flatMap(profile -> Arrays.stream(Stage.values()).map(profile.modes()::in))
        .filter(known -> known.word().equals(mode))
        .map(Mode::stage)
        .findFirst()
        .orElse(Stage.WORKING);
  }
}
