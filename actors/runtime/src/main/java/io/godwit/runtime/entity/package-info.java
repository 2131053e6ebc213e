/** The shells: what turns the pure rules of an entity into an event-sourced actor. */
package io.godwit.runtime.entity;
