package io.aim.keycloak.benchmark.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.benchmark.agents.Population.Kind;
import io.aim.keycloak.benchmark.scenario.Agents;
import io.aim.keycloak.benchmark.scenario.Realms;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.benchmark.scenario.SigningKey;
import io.aim.keycloak.benchmark.scenario.TokenEndpoint;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A realm whose agents are those of the population, and who registers them the way their owners do. */
final class AgentRealm {
    static final String NAME = "scale";

    /** What verified agents may do. */
    static final String GRANTED = "db:query";

    private static final int REGISTRARS = 8;

    private final AdminClient admin;
    private final Agents agents;
    private final TokenEndpoint endpoint;

    private AgentRealm(AdminClient admin, String baseUrl) {
        this.admin = admin;
        this.agents = new Agents(admin, baseUrl, NAME);
        this.endpoint = new TokenEndpoint(baseUrl + "/realms/" + NAME);
    }

    static AgentRealm create(AdminClient admin, String baseUrl) {
        new Realms(admin).create(NAME, Json.object().put("defaultSignatureAlgorithm", "ES256"), true);
        // all agents prove their keys from one address, and one resource server asks about all of them
        admin.put(
                        path("/aim/settings"),
                        Json.object().put("addressRequestsPerMinute", 0).put("apiKeyRequestsPerMinute", 0))
                .expect(204);
        return new AgentRealm(admin, baseUrl);
    }

    /** Registers the first agents with their people. */
    void register(int count) throws InterruptedException {
        IntStream.rangeClosed(0, (count - 1) / Population.TEAM)
                .forEach(i -> agents.createUser(Population.owner(i * Population.TEAM)));
        IntStream.rangeClosed(0, (count - 1) / Population.DEPARTMENT)
                .forEach(i -> agents.createUser(Population.sponsor(i * Population.DEPARTMENT)));
        inParallel(count, this::registerOne);
    }

    private void registerOne(int number) {
        Kind kind = Population.kind(number);
        SigningKey key = Population.key(number);
        ObjectNode registration = agents.registration(Population.name(number), key)
                .put("displayName", "Robot " + Population.name(number))
                .put("description", "Pays what was ordered and approved")
                .put("version", "2.3.1")
                .put("owner", Population.owner(number))
                .put("sponsor", Population.sponsor(number));
        registration.putArray("tags").add(kind.tag()).add(Population.team(number));
        registration.putArray("declaredCapabilities").add("db:read").add("mail:send");
        registration.putObject("metadata").put("model", "m-4").put("framework", "f-2");
        if (kind == Kind.PENDING) {
            admin.post(path("/aim/agents"), registration).expect(201);
            return;
        }
        String id = agents.register(registration, key);
        agents.verify(id);
        admin.post(path("/aim/agents/" + id + "/capabilities"), Json.object().put("capability", GRANTED))
                .expect(201);
        if (kind == Kind.SUSPENDED) {
            admin.post(path("/aim/agents/" + id + "/suspend")).expect(200);
        }
    }

    private static void inParallel(int count, IntConsumer task) throws InterruptedException {
        ForkJoinPool registrars = new ForkJoinPool(REGISTRARS);
        try {
            registrars
                    .submit(() -> IntStream.range(0, count).parallel().forEach(task))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a registration failed", e.getCause());
        } finally {
            registrars.shutdownNow();
        }
    }

    /** Forgets what Keycloak has in memory about the realm and its people; agents' snapshots stay. */
    void clearCaches() {
        admin.post(path("/clear-realm-cache")).expect(204);
        admin.post(path("/clear-user-cache")).expect(204);
    }

    /** An API key of a resource server that asks for decisions. */
    String decisionKey() {
        ObjectNode key = Json.object().put("name", "resource server");
        key.putArray("scopes").add("decisions:write");
        return admin.post(path("/aim/api-keys"), key)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    /** Token requests of an agent. */
    Requests tokens(int number) {
        SigningKey key = Population.key(number);
        return endpoint.withAssertion(Population.name(number), key, key.kid());
    }

    /** A path of the realm's Admin REST. */
    static String path(String rest) {
        return "/admin/realms/" + NAME + rest;
    }

    /** The realm's id. */
    String id() {
        return admin.get(path("")).expect(200).body().path("id").asText();
    }
}
