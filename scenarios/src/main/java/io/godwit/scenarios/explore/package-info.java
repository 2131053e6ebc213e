/** Looking for what breaks: variations of a scenario, made up, run, judged and shrunk. */
package io.godwit.scenarios.explore;
