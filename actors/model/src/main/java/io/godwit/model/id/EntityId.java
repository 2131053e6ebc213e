package io.godwit.model.id;

import java.util.List;

/**
 * The address of an entity. Messages carry ids, never references, so a run can be recorded,
 * replayed and spread over machines.
 *
 * @param kind what it is
 * @param name unique within the kind, free of {@code |}; such as {@code pod-0/rack-1/host-3/net0}
 */
public record EntityId(EntityKind kind, String name) implements Comparable<EntityId> {

  /** What separates the kind from the name in a persistence id, as Akka's own ids have it. */
  private static final char SEPARATOR = '|';

  /** Once: each call would make a copy, and ids are read by the million. */
  private static final List<EntityKind> KINDS = List.of(EntityKind.values());

  public EntityId {
    if (name.isEmpty() || name.indexOf(SEPARATOR) >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name an entity: it must not be empty or contain '|'");
    }
  }

  public static EntityId fleet() {
    return new EntityId(EntityKind.FLEET, "fleet");
  }

  public static EntityId fabric() {
    return new EntityId(EntityKind.FABRIC, "fabric");
  }

  public static EntityId hypervisor(String host) {
    return new EntityId(EntityKind.HYPERVISOR, host);
  }

  public static EntityId owner(String name) {
    return new EntityId(EntityKind.OWNER, name);
  }

  public static EntityId member(String name) {
    return new EntityId(EntityKind.MEMBER, name);
  }

  public static EntityId migration(String name) {
    return new EntityId(EntityKind.MIGRATION, name);
  }

  /**
   * The id under which the journal keeps this entity's events, such as {@code owner|host-3/net0}.
   */
  public String persistenceId() {
    return kind.prefix() + SEPARATOR + name;
  }

  /** The inverse of {@link #persistenceId()}; throws when {@code id} is not of that form. */
  public static EntityId ofPersistenceId(String id) {
    int at = id.indexOf(SEPARATOR);
    for (EntityKind kind : KINDS) {
      if (at > 0 && id.startsWith(kind.prefix()) && kind.prefix().length() == at) {
        return new EntityId(kind, id.substring(at + 1));
      }
    }
    throw new IllegalArgumentException("'" + id + "' is not the persistence id of an entity");
  }

  @Override
  public int compareTo(EntityId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  /** From the texts alone: quick, for strings keep their hash, and the same in every JVM. */
  @Override
  public int hashCode() {
    return 31 * kind.prefix().hashCode() + name.hashCode();
  }

  /** The kind is compared first: it is the cheaper half. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof EntityId that && kind == that.kind && name.equals(that.name));
  }

  @Override
  public String toString() {
    return persistenceId();
  }
}
