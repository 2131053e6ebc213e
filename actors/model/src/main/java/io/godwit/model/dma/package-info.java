/** What devices write into a guest's memory by themselves, and how a hypervisor learns of it. */
package io.godwit.model.dma;
