package io.godwit.runtime.kernel;

/**
 * Ends an actor between two deliveries; whoever is addressed again starts anew from its record. An
 * actor without a record stays.
 */
public record Stop() implements Instruction {

  static final Stop NOW = new Stop();
}
