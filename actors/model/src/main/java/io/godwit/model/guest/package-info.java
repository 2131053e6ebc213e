/** What a guest's memory holds, and which of its pages the guest writes to as it runs. */
package io.godwit.model.guest;
