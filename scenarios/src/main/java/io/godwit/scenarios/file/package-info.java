/**
 * The scenario file: from YAML to a checked description of a run, and every way to say what is
 * wrong.
 */
package io.godwit.scenarios.file;
