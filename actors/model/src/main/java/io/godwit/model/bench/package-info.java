/** A single owner with its members, to be asked from outside, frame by frame. */
package io.godwit.model.bench;
