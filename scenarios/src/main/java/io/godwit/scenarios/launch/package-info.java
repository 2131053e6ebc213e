/** What the launcher has made once of the class path, so that every later start is quick. */
package io.godwit.scenarios.launch;
