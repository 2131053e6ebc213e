/** One device on a bench: lines that are asked of it, and their answers. */
package io.godwit.scenarios.device;
