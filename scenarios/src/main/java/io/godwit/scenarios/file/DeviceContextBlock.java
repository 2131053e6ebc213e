package io.godwit.scenarios.file;

import io.godwit.model.migration.ContextStrategies;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.stream.Collectors;

/** When the contexts of devices are read. */
final class DeviceContextBlock {

  static final Section SECTION = new Section("device-context");

  static final Key<ContextStrategies> STRATEGY =
      SECTION.withDefault(
          "strategy",
          Word.of(ContextStrategies.values(), ContextStrategies::word),
          "ahead-then-delta",
          "when the contexts of devices are read");

  static final Key<SizeEstimates> SIZE_ESTIMATE =
      SECTION.withDefault(
          "size-estimate",
          Word.of(SizeEstimates.values(), SizeEstimates::word),
          "exact",
          "what the hypervisor counts for devices when it decides to stop the guest (qemu engines): "
              + Arrays.stream(SizeEstimates.values())
                  .map(each -> each.word() + " (" + each.about() + ")")
                  .collect(Collectors.joining(", ")),
          new Need(
              way -> way.engine().isQemu(),
              way ->
                  "engine %s counts nothing for devices; use a qemu engine, or leave it out"
                      .formatted(way.engine().word())),
          Need.HAS_THRESHOLD);

  private DeviceContextBlock() {}
}
