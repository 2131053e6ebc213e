package io.godwit.scenarios.file;

import io.godwit.model.option.Choice;
import io.godwit.model.option.Option;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How devices behave where the thread left it open: a key for each option. */
final class ProtocolBlock {

  static final Section SECTION = new Section("protocol");

  private static final Map<Option, Key<String>> OPTIONS = options();

  private ProtocolBlock() {}

  private static Map<Option, Key<String>> options() {
    var options = new EnumMap<Option, Key<String>>(Option.class);
    for (Option each : Option.values()) {
      options.put(
          each,
          SECTION.optional(
              each.key(),
              Word.of(each.words()),
              "%s (seed %s, 1.4 %s; %s)"
                  .formatted(
                      each.about(),
                      Profiles.SEED_2023.standard(each).word(),
                      Profiles.VIRTIO_1_4.standard(each).word(),
                      String.join(", ", each.ledger()))));
    }
    return options;
  }

  /** An owner's profile, with the options that the scenario or its driver sets. */
  static Protocol of(Values root, Values owner) {
    return chosen(root, Protocol.of(owner.get(OwnerBlock.PROFILE)))
        .withFirstOpcode(owner.count(OwnerBlock.FIRST_OPCODE));
  }

  /** What the management of migrations goes by: the first owner's. */
  static Protocol ofAll(Values root, List<Values> owners) {
    return owners.isEmpty()
        ? chosen(root, Protocol.of(Profiles.SEED_2023))
        : of(root, owners.get(0));
  }

  private static Protocol chosen(Values root, Protocol standard) {
    Protocol protocol = standard;
    for (Choice each :
        root.get(ScenarioBlock.MIGRATION)
            .maybe(MigrationBlock.DRIVER)
            .map(Drivers::choices)
            .orElse(List.of())) {
      protocol = protocol.with(each);
    }
    Values own = root.get(ScenarioBlock.PROTOCOL);
    for (Map.Entry<Option, Key<String>> option : OPTIONS.entrySet()) {
      if (own.has(option.getValue())) {
        protocol = protocol.with(option.getKey(), own.get(option.getValue()));
      }
    }
    return protocol;
  }
}
