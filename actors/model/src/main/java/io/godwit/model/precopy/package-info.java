/** How a hypervisor decides what memory to send next, and when to stop the guest. */
package io.godwit.model.precopy;
