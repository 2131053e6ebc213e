/** Owner and member devices: what each admin command does to a device, and how long it takes. */
package io.godwit.model.device;
