/** A run between two deliveries as plain data, from which it can go on. */
package io.godwit.model.checkpoint;
