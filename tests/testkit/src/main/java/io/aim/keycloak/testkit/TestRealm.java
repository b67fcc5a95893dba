package io.aim.keycloak.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import java.util.Locale;
import java.util.UUID;

/** A realm of its own for one test class, made with Keycloak's stock Admin REST. */
public final class TestRealm implements AutoCloseable {
    private final Keycloak keycloak;
    private final String name;

    /**
     * A user of the realm.
     *
     * @param id the user's id
     * @param username the name to log in with
     * @param password the password
     */
    public record User(String id, String username, String password) {}

    private TestRealm(Keycloak keycloak, String name) {
        this.keycloak = keycloak;
        this.name = name;
    }

    /** A realm that signs with ES256 and has a unique name that starts with the given text. */
    public static TestRealm create(Keycloak keycloak, String prefix) {
        return create(keycloak, prefix, Json.object());
    }

    /** As above, with settings of a realm representation; those for keys replace ours. */
    public static TestRealm create(Keycloak keycloak, String prefix, ObjectNode settings) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        String name = prefix.toLowerCase(Locale.ROOT) + "-" + unique;
        ObjectNode realm = quick();
        realm.setAll(settings);
        realm.put("realm", name).put("enabled", true);
        keycloak.admin().post("/admin/realms", realm).expect(201);
        return new TestRealm(keycloak, name);
    }

    /**
     * The start of a realm's JSON. The two RSA keys that Keycloak makes up for a realm take a test server seconds to find,
     * and its hashes of passwords are slow on purpose; nobody guesses those of tests, which are random and gone with the
     * realm.
     */
    public static ObjectNode quick() {
        ObjectNode realm = Json.object()
                .put("defaultSignatureAlgorithm", "ES256")
                .put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        ArrayNode keys = realm.putObject("components").putArray("org.keycloak.keys.KeyProvider");
        key(keys, "ecdsa-generated");
        key(keys, "hmac-generated").putArray("algorithm").add("HS512");
        key(keys, "aes-generated");
        return realm;
    }

    private static ObjectNode key(ArrayNode keys, String provider) {
        ObjectNode config = keys.addObject()
                .put("name", provider)
                .put("providerId", provider)
                .putObject("config");
        config.putArray("priority").add("100");
        return config;
    }

    /** The realm's name. */
    public String name() {
        return name;
    }

    /** The server that holds it. */
    public Keycloak keycloak() {
        return keycloak;
    }

    /** The administrator of the whole server. */
    public AdminClient admin() {
        return keycloak.admin();
    }

    /** One of the realm's users as administrator of the realm. */
    public AdminClient adminAs(User user) {
        return keycloak.adminOf(name, user.username(), user.password());
    }

    /** A path under the realm's Admin REST, as {@code adminPath("/users")}. */
    public String adminPath(String path) {
        return "/admin/realms/" + name + path;
    }

    /** A path under the Admin REST of the extension, as {@code aimPath("/agents")}. */
    public String aimPath(String path) {
        return adminPath("/aim" + path);
    }

    /** An address under the runtime root of the extension, as {@code runtimeUrl("/me")}. */
    public String runtimeUrl(String path) {
        return keycloak.baseUrl() + "/realms/" + name + "/aim/v1" + path;
    }

    /** What stands as issuer in the realm's tokens. */
    public String issuer() {
        return keycloak.issuer(name);
    }

    /** The realm's token endpoint. */
    public TokenClient tokens() {
        return new TokenClient(keycloak.tokenEndpoint(name));
    }

    /** Verifies the realm's tokens. */
    public JwtVerifier verifier() {
        return new JwtVerifier(issuer(), keycloak.baseUrl() + "/realms/" + name + "/protocol/openid-connect/certs");
    }

    /** Makes the realm agent-ready. */
    public TestRealm setUp() {
        admin().post(aimPath("/setup")).expect(200);
        return this;
    }

    /** A user who can log in, with client roles of {@code realm-management}. */
    public User createUser(String username, String... realmManagementRoles) {
        String password = UUID.randomUUID().toString();
        ObjectNode user = Json.object()
                .put("username", username)
                .put("enabled", true)
                .put("email", username + "@example.com")
                .put("emailVerified", true)
                .put("firstName", username)
                .put("lastName", "Test");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        String id = admin().post(adminPath("/users"), user).expect(201).createdId();
        grant(id, "realm-management", realmManagementRoles);
        return new User(id, username, password);
    }

    /** Grants roles of a client to a user. */
    public void grant(String userId, String clientId, String... roles) {
        if (roles.length == 0) {
            return;
        }
        String client = clientUuid(clientId);
        ArrayNode all = Json.object().putArray("roles");
        for (String role : roles) {
            all.add(admin().get(adminPath("/clients/" + client + "/roles/" + JsonHttp.escape(role)))
                    .expect(200)
                    .body());
        }
        admin().post(adminPath("/users/" + userId + "/role-mappings/clients/" + client), all)
                .expect(204);
    }

    /** The internal id of a client. */
    public String clientUuid(String clientId) {
        JsonNode found = admin().get(adminPath("/clients?clientId=" + JsonHttp.escape(clientId)))
                .expect(200)
                .body();
        if (found.size() != 1) {
            throw new IllegalStateException("no client " + clientId + " in " + name);
        }
        return found.get(0).path("id").asText();
    }

    @Override
    public void close() {
        admin().delete("/admin/realms/" + name).expect(204, 404);
    }
}
