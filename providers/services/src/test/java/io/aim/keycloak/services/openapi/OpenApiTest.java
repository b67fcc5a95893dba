package io.aim.keycloak.services.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.aim.keycloak.services.AimAdminResource;
import io.aim.keycloak.services.AimRuntimeResource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/** The committed description says what the code does. {@code -Daim.openapi.update=true} writes it anew. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final Path COMMITTED = Path.of("../../docs/openapi.json");

    @Test
    void theCommittedDescriptionIsTheGeneratedOne() throws IOException {
        String generated = JSON.writeValueAsString(sorted(JSON.readTree(generate()))) + "\n";
        if (Boolean.getBoolean("aim.openapi.update")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, generated);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/openapi.json differs from the code: run ./mvnw test -pl providers/services -am"
                        + " -Daim.openapi.update=true and review the change")
                .isEqualTo(generated);
    }

    @Test
    void everyOperationHasAnIdASummaryATagAndSaysWhoMayCallIt() throws IOException {
        JsonNode description = JSON.readTree(generate());
        List<JsonNode> operations = StreamSupport.stream(
                        description.path("paths").spliterator(), false)
                .flatMap(path ->
                        Stream.of("get", "put", "post", "delete", "patch").map(path::path))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(operations).hasSizeGreaterThan(15).allSatisfy(operation -> {
            assertThat(operation.path("operationId").asText()).isNotBlank();
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("tags")).isNotEmpty();
            assertThat(operation.has("security"))
                    .as(operation.path("operationId").asText())
                    .isTrue();
            assertThat(operation.path("responses").toString()).containsAnyOf("\"200\"", "\"201\"", "\"204\"");
        });
    }

    @Test
    void theRootsOfTheDescriptionAreThoseOfTheServer() {
        assertThat(paths(AdminRoot.class, "")).isEqualTo(paths(AimAdminResource.class, ""));
        assertThat(paths(RuntimeRoot.class, "")).isEqualTo(paths(AimRuntimeResource.class, "v1/"));
    }

    private static Set<String> paths(Class<?> root, String prefix) {
        return Stream.of(root.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(jakarta.ws.rs.Path.class))
                .map(method -> method.getAnnotation(jakarta.ws.rs.Path.class).value())
                .map(path -> path.startsWith(prefix) ? path.substring(prefix.length()) : path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String generate() throws IOException {
        SmallRyeOpenAPI description = SmallRyeOpenAPI.builder()
                .withConfig(new SmallRyeConfigBuilder()
                        .withDefaultValues(Map.of("mp.openapi.extensions.smallrye.operationIdStrategy", "METHOD"))
                        .build())
                .withIndex(index())
                .withApplicationClassLoader(OpenApiTest.class.getClassLoader())
                .enableModelReader(false)
                .enableStandardFilter(false)
                .enableStandardStaticFiles(false)
                .defaultRequiredProperties(true)
                .build();
        return description.toJSON();
    }

    private static Index index() throws IOException {
        Indexer indexer = new Indexer();
        for (Path root : List.of(Path.of("target/classes"), Path.of("target/test-classes"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(file -> add(indexer, file));
            }
        }
        return indexer.complete();
    }

    private static void add(Indexer indexer, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            indexer.index(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Members in the order of their names: the file then differs only where the description does. */
    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(OpenApiTest::sorted)
                    .toList();
        }
        return node;
    }
}
