package io.godwit.model.id;

/**
 * What an entity is; the prefix of its persistence id. Order is part of the event order: append
 * only.
 */
public enum EntityKind {
  FLEET("fleet"),
  FABRIC("fabric"),
  HYPERVISOR("hypervisor"),
  OWNER("owner"),
  MEMBER("member"),
  MIGRATION("migration");

  private final String prefix;

  EntityKind(String prefix) {
    this.prefix = prefix;
  }

  /** The stable word that journals and reports use. */
  public String prefix() {
    return prefix;
  }
}
