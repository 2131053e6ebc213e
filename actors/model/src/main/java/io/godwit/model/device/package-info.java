/**
 * Owner and member devices: what admin commands, guests, peers and resets do to a device, and how
 * long it takes.
 */
package io.godwit.model.device;
