package io.godwit.runtime.kernel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;

/**
 * Settings of Akka Persistence's plug-ins, merged with what they fall back to once. Akka does that
 * each time an actor starts, a twentieth of a run; settings that have no more use for a fallback
 * are left as they are at once.
 */
final class PluginSettings {

  private static final String PERSISTENCE = "akka.persistence.";

  private PluginSettings() {}

  static Config merged(Config config) {
    String journal = config.getString(PERSISTENCE + "journal.plugin");
    Config settings = merged(config, PERSISTENCE + "no-snapshot-store", "snapshot-store");
    return journal.isEmpty() ? settings : merged(settings, journal, "journal");
  }

  private static Config merged(Config config, String plugin, String kind) {
    Config whole =
        config
            .getConfig(plugin)
            .withFallback(config.getConfig(PERSISTENCE + kind + "-plugin-fallback"));
    return config.withValue(plugin, whole.root().withFallback(ConfigValueFactory.fromAnyRef(null)));
  }
}
