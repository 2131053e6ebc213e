/** What can go wrong in a run, when and where it does, and which bugs a test may sow. */
package io.godwit.model.fault;
