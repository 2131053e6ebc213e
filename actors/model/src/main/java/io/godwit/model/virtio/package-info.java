/** What crosses the wire: admin commands, their results, device modes and the encoded context. */
package io.godwit.model.virtio;
