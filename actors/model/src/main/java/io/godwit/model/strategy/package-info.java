/** The ways to bring a guest's memory over, each on top of any engine. */
package io.godwit.model.strategy;
