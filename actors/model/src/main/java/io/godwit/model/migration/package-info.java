/** The state machine of one migration: from the request to the guest running elsewhere. */
package io.godwit.model.migration;
