package io.godwit.runtime.kernel;

/** What the kernel tells an actor. */
public sealed interface Instruction permits Delivery, Stop {}
