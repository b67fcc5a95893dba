package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the list of agents join without gaps and without repeats. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentPagingIT {
    private static final int AGENTS = 45;

    private final AgentRealm agents;
    private final Set<String> names = new TreeSet<>();

    AgentPagingIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    /** The signs that a name may have sort differently from one collation to another. */
    @BeforeAll
    void registerThem() {
        List<String> signs = List.of("-", ".", "_", "", "0");
        for (int i = 0; i < AGENTS; i++) {
            String name = "a" + (i % 3) + signs.get(i % signs.size()) + i;
            agents.register(agents.registration(name)).expect(201);
            names.add(name);
        }
        assertThat(names).hasSize(AGENTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 44})
    void everyAgentIsOnOnePage(int size) {
        List<String> seen = new ArrayList<>();
        int pages = 0;
        String next = "";
        while (next != null) {
            JsonNode page = page(size, next);
            pages++;
            assertThat(page.path("total").asInt()).isEqualTo(AGENTS);
            assertThat(page.path("items").size()).isBetween(1, size);
            seen.addAll(AgentRealm.texts(page.path("items"), "name"));
            next = page.has("next") ? page.path("next").asText() : null;
        }

        assertThat(seen).hasSize(AGENTS).containsExactlyInAnyOrderElementsOf(names);
        assertThat(seen).isEqualTo(AgentRealm.texts(page(500, "").path("items"), "name"));
        assertThat(pages).isEqualTo((AGENTS + size - 1) / size);
    }

    @ParameterizedTest
    @ValueSource(ints = {45, 46, 500})
    void aPageThatHoldsEverybodyIsTheLast(int size) {
        JsonNode page = page(size, "");

        assertThat(page.path("items")).hasSize(AGENTS);
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void aPageHas20AgentsUnlessAskedOtherwise() {
        JsonNode page = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents"))
                .expect(200)
                .body();

        assertThat(page.path("items")).hasSize(20);
        assertThat(page.path("next").asText()).isNotBlank();
        assertThat(page.path("total").asInt()).isEqualTo(AGENTS);
    }

    @Test
    void filtersHoldOnEveryPage() {
        String first = agents.realm().aimPath("/agents?search=a1&max=4");
        JsonNode page = agents.realm().admin().get(first).expect(200).body();
        List<String> seen = new ArrayList<>(AgentRealm.texts(page.path("items"), "name"));
        while (page.has("next")) {
            page = agents.realm()
                    .admin()
                    .get(first + "&after=" + JsonHttp.escape(page.path("next").asText()))
                    .expect(200)
                    .body();
            assertThat(page.path("total").asInt()).isEqualTo(15);
            seen.addAll(AgentRealm.texts(page.path("items"), "name"));
        }

        assertThat(seen).hasSize(15).doesNotHaveDuplicates().allMatch(name -> name.startsWith("a1"));
    }

    @Test
    void thePageAfterARemovedAgentIsTheSame() {
        JsonNode second = page(10, page(10, "").path("next").asText());
        JsonNode last = second.path("items").get(second.path("items").size() - 1);
        String next = second.path("next").asText();
        List<String> before = AgentRealm.texts(page(10, next).path("items"), "name");

        agents.realm()
                .admin()
                .delete(agents.realm().aimPath("/agents/" + last.path("id").asText()))
                .expect(204);

        assertThat(AgentRealm.texts(page(10, next).path("items"), "name")).isEqualTo(before);
        agents.register(agents.registration(last.path("name").asText())).expect(201);
    }

    private JsonNode page(int size, String after) {
        return agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?max=" + size + "&after=" + JsonHttp.escape(after)))
                .expect(200)
                .body();
    }
}
