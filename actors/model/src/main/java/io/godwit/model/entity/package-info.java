/** What an entity is: a pure decision, a pure evolution, and messages to others by id. */
package io.godwit.model.entity;
