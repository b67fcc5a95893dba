package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The languages of the guides' examples. */
enum ExampleLanguage {
    SHELL,
    JAVA,
    PYTHON,
    TYPESCRIPT;

    private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples");
    private static final Path TARGET = Path.of("target", "examples");

    /**
     * Installs and compiles what the examples need.
     *
     * @return the command for a task, as {@code agent-token}
     */
    Function<String, List<String>> prepare() throws IOException, InterruptedException {
        return switch (this) {
            case SHELL -> shell();
            case JAVA -> java();
            case PYTHON -> python();
            case TYPESCRIPT -> NodeProject.build(EXAMPLES.resolve("typescript"), TARGET.resolve("typescript"))::command;
        };
    }

    private static Function<String, List<String>> shell() throws IOException, InterruptedException {
        OutsideProgram.require("openssl", "version");
        OutsideProgram.require("curl", "--version");
        return task -> List.of("sh", EXAMPLES.resolve("curl/" + task + ".sh").toString());
    }

    private static Function<String, List<String>> java() throws IOException {
        String libraries = System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"));
        Path classes = Files.createDirectories(TARGET.resolve("java"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        libraries,
                        "-d",
                        classes.toString(),
                        EXAMPLES.resolve("java/AgentToken.java").toString(),
                        EXAMPLES.resolve("java/RotateKey.java").toString());
        assertThat(compiled).isZero();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = classes + System.getProperty("path.separator") + libraries;
        UnaryOperator<String> mainClass =
                task -> Pattern.compile("(?:^|-)(.)").matcher(task).replaceAll(ExampleLanguage::upperCase);
        return task -> List.of(java, "-cp", classPath, mainClass.apply(task));
    }

    private static String upperCase(MatchResult match) {
        return String.valueOf(Character.toUpperCase(match.group(1).charAt(0)));
    }

    private static Function<String, List<String>> python() throws InterruptedException {
        String python = OutsideProgram.requireOneOf(
                List.of("/usr/bin/python3", "python3"),
                List.of("-c", "import authlib, requests"),
                "a python3 with Authlib and Requests is needed (packages python3-authlib, python3-requests)");
        return task -> List.of(
                python,
                "-B",
                EXAMPLES.resolve("python/" + task.replace('-', '_') + ".py").toString());
    }
}
