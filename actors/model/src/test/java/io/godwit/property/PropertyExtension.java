package io.godwit.property;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs a {@link Property} over many seeds inside one JUnit test, so that reports stay short. */
final class PropertyExtension implements TestTemplateInvocationContextProvider {

  private static final String SEED = "godwit.property.seed";
  private static final String FACTOR = "godwit.property.factor";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(new AllSeeds());
  }

  private static final class AllSeeds implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return "holds";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new ManySeeds());
    }
  }

  private static final class ManySeeds implements InvocationInterceptor, ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Gen.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new Gen(0);
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> call,
        ExtensionContext context) {
      invocation.skip();
      Method method = call.getExecutable();
      Object target = context.getRequiredTestInstance();
      if (System.getProperty(SEED) != null) {
        check(method, target, Long.parseLong(System.getProperty(SEED)));
        return;
      }
      int tries = method.getAnnotation(Property.class).tries() * Integer.getInteger(FACTOR, 1);
      for (long seed = 1; seed <= tries; seed++) {
        check(method, target, seed);
      }
    }

    private static void check(Method method, Object target, long seed) {
      try {
        ReflectionSupport.invokeMethod(method, target, new Gen(seed));
      } catch (Throwable failure) {
        throw new AssertionError(replay(method, seed) + System.lineSeparator() + failure, failure);
      }
    }

    private static String replay(Method method, long seed) {
      return "seed %d fails; to repeat it: mvn test -Dtest=%s#%s -D%s=%d -Dsurefire.failIfNoSpecifiedTests=false"
          .formatted(
              seed, method.getDeclaringClass().getSimpleName(), method.getName(), SEED, seed);
    }
  }
}
