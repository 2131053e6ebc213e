package io.godwit.model.entity;

/**
 * A piece of a {@link State} in a class of its own. Its methods without a result write, and only
 * states and their pieces may call them; its methods with a result read, and anyone may. The build
 * proves both.
 */
public interface StatePart {}
