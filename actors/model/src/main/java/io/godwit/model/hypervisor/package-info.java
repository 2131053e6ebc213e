/** A host: what room it has, which guests run on it, and how it drives its devices' owners. */
package io.godwit.model.hypervisor;
