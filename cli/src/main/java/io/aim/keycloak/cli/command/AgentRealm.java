package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;

/** The realm for agents on a local server. */
final class AgentRealm {
    static final String NAME = "agents";
    static final String ADMIN_PATH = "/admin/realms/" + NAME;

    private static final int NOT_FOUND = 404;

    private final AdminClient admin;
    private final Console console;

    AgentRealm(AdminClient admin, Console console) {
        this.admin = admin;
        this.console = console;
    }

    /** Creates the realm where it is missing, and has the extension complete it; an existing realm keeps its settings. */
    void ensure() {
        if (admin.get(ADMIN_PATH).expect(200, NOT_FOUND).status() == NOT_FOUND) {
            admin.post("/admin/realms", settings()).expect(201);
            admin.post(ADMIN_PATH + "/components", signingKey()).expect(201);
            console.done("realm " + NAME + " created: ES256 signatures, events on");
        }
        Reply setup = admin.post(ADMIN_PATH + "/aim/setup");
        if (setup.status() == NOT_FOUND) {
            throw CommandException.failed("this Keycloak does not know the extension (" + setup.summary() + ")");
        }
        JsonNode answer = setup.expect(200).body();
        if (!answer.path("ready").asBoolean()) {
            throw CommandException.failed("realm " + NAME + " is not agent-ready: " + answer.path("items"));
        }
        int changes = answer.path("changes").size();
        console.done("realm " + NAME + " is agent-ready" + (changes == 0 ? "" : ", " + changes + " changes made"));
    }

    private static ObjectNode settings() {
        return Json.object()
                .put("realm", NAME)
                .put("displayName", "Agents")
                .put("enabled", true)
                .put("defaultSignatureAlgorithm", "ES256")
                .put("bruteForceProtected", true)
                .put("eventsEnabled", true)
                .put("adminEventsEnabled", true)
                .put("adminEventsDetailsEnabled", true);
    }

    /** A key of our own choice in place of the one that Keycloak makes up at the first token. */
    private static ObjectNode signingKey() {
        ObjectNode component = Json.object()
                .put("name", "ecdsa-generated")
                .put("providerId", "ecdsa-generated")
                .put("providerType", "org.keycloak.keys.KeyProvider");
        ObjectNode config = component.putObject("config");
        config.putArray("priority").add("200");
        config.putArray("enabled").add("true");
        config.putArray("active").add("true");
        config.putArray("ecdsaEllipticCurveKey").add("P-256");
        return component;
    }
}
