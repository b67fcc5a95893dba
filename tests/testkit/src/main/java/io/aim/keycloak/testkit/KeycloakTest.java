package io.aim.keycloak.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class against a real server, which all classes with the same database share. Constructors and methods may
 * take a {@link Keycloak} and a {@link TestRealm}; the realm belongs to the class and is deleted after it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(KeycloakExtension.class)
public @interface KeycloakTest {

    /** The database. */
    Db db() default Db.POSTGRES;
}
