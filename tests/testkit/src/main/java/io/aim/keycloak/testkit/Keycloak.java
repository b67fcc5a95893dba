package io.aim.keycloak.testkit;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.server.KeycloakServer;
import java.nio.file.Path;
import java.util.Objects;

/** A running server as tests see it. */
public final class Keycloak implements AutoCloseable {
    private final KeycloakServer server;
    private final String issuerBase;
    private final Postgres database;
    private final AdminClient admin;

    Keycloak(KeycloakServer server, String issuerBase, Postgres database) {
        this.server = server;
        this.issuerBase = issuerBase;
        this.database = database;
        this.admin = AdminClient.ofServer(server.baseUrl(), Nodes.ADMIN, Nodes.ADMIN_PASSWORD);
    }

    /** Where this node listens, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** Health and metrics of this node, without a slash at the end. */
    public String managementUrl() {
        return server.managementUrl();
    }

    /** The issuer in tokens of a realm: the same from every node of a cluster. */
    public String issuer(String realm) {
        return issuerBase + "/realms/" + realm;
    }

    /** The token endpoint of a realm on this node. */
    public String tokenEndpoint(String realm) {
        return baseUrl() + "/realms/" + realm + "/protocol/openid-connect/token";
    }

    /** The administrator of the whole server. */
    public AdminClient admin() {
        return admin;
    }

    /** A user of a realm as administrator of that realm. */
    public AdminClient adminOf(String realm, String username, String password) {
        return AdminClient.ofRealm(baseUrl(), realm, username, password);
    }

    /** The rows of its PostgreSQL. */
    public JdbcAccess jdbc() {
        return database().jdbc();
    }

    /** Its PostgreSQL, for a further node; there is none on H2. */
    public Postgres database() {
        return Objects.requireNonNull(database, "this server runs on H2");
    }

    /** The file with its output. */
    public Path log() {
        return server.log();
    }

    /** Ends the node as a crash would. */
    public void kill() {
        server.kill();
    }

    /** Ends the node as its operator does: it finishes what it has begun. */
    public void stop() {
        server.close();
    }

    /** Ends the node at once; a test that is about its stopping calls {@link #stop}. */
    @Override
    public void close() {
        server.kill();
    }
}
