package io.godwit.property;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that must hold for every input. The method takes one {@link Gen} and draws its input from
 * it; the extension calls it {@link #tries()} times, times {@code -Dgodwit.property.factor=N} for a
 * larger budget. A failure names its seed; {@code -Dgodwit.property.seed=SEED} repeats that one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(PropertyExtension.class)
public @interface Property {

  int tries() default 200;
}
