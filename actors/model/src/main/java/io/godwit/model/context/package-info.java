/**
 * What a device holds: its type, its registers, its queues, and the context that they are kept in.
 */
package io.godwit.model.context;
