/** The vocabulary of the record: what can have happened, as facts with stable names and numbers. */
package io.godwit.model.event;
