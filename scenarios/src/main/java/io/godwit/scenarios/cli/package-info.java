/** The command line: what a person types, and what the process answers with. */
package io.godwit.scenarios.cli;
