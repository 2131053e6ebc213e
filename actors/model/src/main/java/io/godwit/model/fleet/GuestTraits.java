package io.godwit.model.fleet;

/**
 * What the fleet must know of a guest beside the room that it takes.
 *
 * @param migratable whether it can be moved at all while it runs
 */
public record GuestTraits(boolean migratable) {

  /** A guest that asks for nothing. */
  public static final GuestTraits PLAIN = new GuestTraits(true);
}
