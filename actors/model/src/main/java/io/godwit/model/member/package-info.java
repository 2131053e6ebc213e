/**
 * Member devices: what admin commands, guests, peers and resets do to one, and how long it takes.
 */
package io.godwit.model.member;
