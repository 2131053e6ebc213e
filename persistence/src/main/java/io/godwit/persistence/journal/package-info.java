/** Keeps the events of a run in one order: the Akka Persistence journal, on disk or in memory. */
package io.godwit.persistence.journal;
