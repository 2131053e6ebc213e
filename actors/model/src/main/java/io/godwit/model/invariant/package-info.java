/** What must hold in every run, each as a fold over the event log. */
package io.godwit.model.invariant;
