package io.aim.keycloak.testkit;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives test classes their server and their realm; see {@link KeycloakTest}. */
public final class KeycloakExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(KeycloakExtension.class);

    /** Tests wait until uses of keys are written, alerts are raised and people are told of them. */
    private static final String[] OPTIONS = {
        "--spi-aim-api-key-usage--batched--flush-interval-millis=250",
        "--spi-aim-alert-runner--scheduled--interval-millis=250",
        "--spi-aim-alert-runner--scheduled--mail-interval-millis=250"
    };

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Keycloak.class || type == TestRealm.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Keycloak keycloak = server(context);
        if (parameter.getParameter().getType() == Keycloak.class) {
            return keycloak;
        }
        Class<?> testClass = context.getRequiredTestClass();
        return classContext(context)
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        TestRealm.class, key -> TestRealm.create(keycloak, testClass.getSimpleName()), TestRealm.class);
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext c = context;
        while (c.getTestMethod().isPresent()) {
            c = c.getParent().orElseThrow();
        }
        return c;
    }

    private static Keycloak server(ExtensionContext context) {
        Db db = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KeycloakTest.class)
                .map(KeycloakTest::db)
                .orElse(Db.POSTGRES);
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(db, KeycloakExtension::start, Shared.class)
                .keycloak();
    }

    private static Shared start(Db db) {
        try {
            if (db == Db.H2) {
                return new Shared(Nodes.singleOnH2(), null);
            }
            Postgres postgres = Postgres.start();
            try {
                return new Shared(Nodes.single(postgres, OPTIONS), postgres);
            } catch (IOException | InterruptedException | RuntimeException e) {
                postgres.close();
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Closed by JUnit after the last test. */
    private record Shared(Keycloak keycloak, Postgres postgres) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            keycloak.stop();
            if (postgres != null) {
                postgres.close();
            }
        }
    }
}
