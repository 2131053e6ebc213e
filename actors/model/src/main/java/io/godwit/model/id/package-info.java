/** Names of things: what a message is addressed to and what an event is about. */
package io.godwit.model.id;
