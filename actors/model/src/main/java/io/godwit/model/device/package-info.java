/** What devices, their drivers and their guests say to each other, and what carries it. */
package io.godwit.model.device;
