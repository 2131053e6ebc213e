/** Turns events into bytes with stable names and numbers, and old bytes into today's events. */
package io.godwit.persistence.codec;
