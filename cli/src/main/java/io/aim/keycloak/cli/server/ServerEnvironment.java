package io.aim.keycloak.cli.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The environment of a child process: nothing of the caller's own Keycloak settings leaks in. */
final class ServerEnvironment {
    private static final Set<String> READ_BY_KC_SH = Set.of(
            "JAVA",
            "JAVA_OPTS",
            "JAVA_OPTS_APPEND",
            "JAVA_OPTS_KC_HEAP",
            "JAVA_ADD_OPENS",
            "JAVA_LOCALE",
            "DEBUG",
            "DEBUG_PORT",
            "DEBUG_SUSPEND",
            "PRINT_ENV");

    private ServerEnvironment() {}

    static void prepare(Map<String, String> environment, Path javaHome, String jvmOptions) {
        environment.keySet().removeIf(name -> name.startsWith("KC_") || READ_BY_KC_SH.contains(name));
        environment.put("JAVA_HOME", javaHome.toString());
        if (!jvmOptions.isBlank()) {
            environment.put("JAVA_OPTS_APPEND", jvmOptions);
        }
    }

    /** Unregisters a shutdown hook; during a shutdown it runs anyway. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running already and does the same work
        }
    }
}
