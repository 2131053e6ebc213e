/**
 * Randomness that follows from a seed and a name, so that adding an entity shifts no other stream.
 */
package io.godwit.model.random;
