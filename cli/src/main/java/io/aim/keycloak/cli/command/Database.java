package io.aim.keycloak.cli.command;

import io.aim.keycloak.cli.client.JsonHttp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The database of a local server.
 *
 * @param vendor Keycloak's name for its kind
 * @param url the JDBC address without user and password, or null for the embedded one
 * @param username who owns it, or null
 * @param password the owner's password, or null
 */
public record Database(String vendor, String url, String username, String password) {
    private static final String POSTGRES = "jdbc:postgresql:";

    /** The embedded database, a file. */
    public static Database embedded() {
        return new Database("dev-file", null, null, null);
    }

    /** A PostgreSQL; user and password stand in the address or in AIM_DB_USERNAME and AIM_DB_PASSWORD. */
    public static Database postgres(String address, Map<String, String> environment) {
        if (!address.startsWith(POSTGRES)) {
            throw CommandException.usage("--db needs an address like jdbc:postgresql://127.0.0.1:5432/keycloak");
        }
        int question = address.indexOf('?');
        Map<String, String> parameters = question < 0 ? new LinkedHashMap<>() : query(address.substring(question + 1));
        String base = question < 0 ? address : address.substring(0, question);
        String username = first(parameters.remove("user"), environment.get("AIM_DB_USERNAME"));
        String password = first(parameters.remove("password"), environment.get("AIM_DB_PASSWORD"));
        if (username == null || password == null) {
            throw CommandException.usage("--db needs AIM_DB_USERNAME and AIM_DB_PASSWORD, or ?user=…&password=… in it");
        }
        String rest = parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + JsonHttp.escape(e.getValue()))
                .collect(Collectors.joining("&"));
        return new Database("postgres", rest.isEmpty() ? base : base + "?" + rest, username, password);
    }

    /** Under which name its administrator's password is kept. */
    public String key() {
        return url == null ? "embedded" : url;
    }

    private static String first(String one, String other) {
        return one != null ? one : other;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                parameters.put(pair.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
