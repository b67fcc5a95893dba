package io.aim.keycloak.benchmark.micro;

import java.io.IOException;
import org.openjdk.jmh.Main;

/** Runs {@link VerificationBenchmark} with JMH's own options. */
public final class MicroMain {
    private MicroMain() {}

    /** Without options everything runs with the settings in the class. */
    public static void main(String... arguments) throws IOException {
        Main.main(arguments);
    }
}
