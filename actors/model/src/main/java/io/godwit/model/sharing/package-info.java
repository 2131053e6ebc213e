/** How flows share the links that they cross: max-min fair, in exact integers. */
package io.godwit.model.sharing;
