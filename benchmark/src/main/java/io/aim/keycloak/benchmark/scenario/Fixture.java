package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.benchmark.load.HttpAnswer;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.TokenVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The realms, clients and agents of a measurement, and the requests that they send. */
public final class Fixture {
    private final String baseUrl;
    private final AdminClient admin;
    private final Plan plan;
    private final Map<Variant, List<Requests>> requests = new LinkedHashMap<>();
    private final Map<Refusal, Requests> refusals = new LinkedHashMap<>();

    /**
     * What is wanted.
     *
     * @param variants the lines of the comparison
     * @param clients how many clients each of them has
     * @param stockDefaultScopes whether stock clients keep the client scopes of a new client
     * @param refusals whether wrong requests are wanted too
     */
    public record Plan(List<Variant> variants, int clients, boolean stockDefaultScopes, boolean refusals) {}

    private Fixture(String baseUrl, AdminClient admin, Plan plan) {
        this.baseUrl = baseUrl;
        this.admin = admin;
        this.plan = plan;
    }

    /** Makes everything on a fresh server. */
    public static Fixture create(String baseUrl, AdminClient admin, Plan plan) {
        Fixture fixture = new Fixture(baseUrl, admin, plan);
        Realms realms = new Realms(admin);
        for (Login.Realm realm : Login.Realm.values()) {
            realms.create(realm);
        }
        fixture.createClients();
        return fixture;
    }

    /** The requests of a variant's clients. */
    public List<Requests> requests(Variant variant) {
        return requests.get(variant);
    }

    /** Wrong requests. */
    public List<Requests> requests(Refusal refusal) {
        return List.of(refusals.get(refusal));
    }

    /** Where all requests go. */
    public InetSocketAddress address() {
        URI uri = URI.create(baseUrl);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Gets one token and says what it weighs; fails where it is not the token that the variant promises. */
    public int checkToken(Variant variant) throws IOException {
        HttpAnswer answer =
                LoadGenerator.once(address(), requests(variant).get(0).next());
        if (answer.status() != 200) {
            throw new IllegalStateException(variant.id() + ": " + answer.status() + " " + answer.text());
        }
        String token = Json.parse(answer.text()).path("access_token").asText();
        JsonNode claims = TokenVerifier.ofRealm(issuer(variant.login().realm())).verify(token);
        String algorithm = Jws.header(token).path("alg").asText();
        if (!algorithm.equals(variant.tokenAlgorithm())
                || claims.has("agent_id") != variant.login().hasAgentClaims()) {
            throw new IllegalStateException(variant.id() + ": unexpected token, " + algorithm + " " + claims);
        }
        return token.length();
    }

    /** What the tokens of a variant's first client are made of besides the login. */
    public String scopes(Variant variant) {
        JsonNode client = admin.get("/admin/realms/" + variant.login().realm().realmName() + "/clients?clientId="
                        + JsonHttp.escape(clientId(variant, 0)))
                .expect(200)
                .body()
                .path(0);
        Set<String> scopes = new TreeSet<>();
        client.path("defaultClientScopes").forEach(scope -> scopes.add(scope.asText()));
        return String.join(" ", scopes) + (client.path("fullScopeAllowed").asBoolean() ? ", all roles" : "");
    }

    private void createClients() {
        Agents agents = new Agents(admin, baseUrl, Login.Realm.AGENTS.realmName());
        StockClients stock = new StockClients(admin, plan.stockDefaultScopes());
        for (Variant variant : plan.variants()) {
            List<Requests> all = new ArrayList<>();
            for (int i = 0; i < plan.clients(); i++) {
                all.add(variant.login().isAgent() ? agent(agents, variant, i) : stockClient(stock, variant, i));
            }
            requests.put(variant, all);
        }
        if (plan.refusals()) {
            SigningKey key = SigningKey.generate("EdDSA");
            String name = "refusals";
            agents.create(name, key, "ES256", true);
            TokenEndpoint endpoint = new TokenEndpoint(issuer(Login.Realm.AGENTS));
            Refusal.all().forEach(refusal -> refusals.put(refusal, refusal.requests(endpoint, name, key.kid())));
        }
    }

    private Requests agent(Agents agents, Variant variant, int number) {
        String name = clientId(variant, number);
        SigningKey key =
                SigningKey.generate(variant.login().assertionAlgorithm().orElseThrow());
        agents.create(name, key, variant.tokenAlgorithm(), variant.login().hasAgentClaims());
        String kid = variant.login() == Login.AIM_NO_KID ? null : key.kid();
        return endpoint(variant).withAssertion(name, key, kid);
    }

    private Requests stockClient(StockClients stock, Variant variant, int number) {
        String realm = variant.login().realm().realmName();
        String clientId = clientId(variant, number);
        if (variant.login().assertionAlgorithm().isEmpty()) {
            return endpoint(variant).withSecret(clientId, stock.withSecret(realm, clientId, variant.tokenAlgorithm()));
        }
        SigningKey key =
                SigningKey.generate(variant.login().assertionAlgorithm().get());
        stock.withKey(realm, clientId, key, variant.tokenAlgorithm());
        return endpoint(variant).withAssertion(clientId, key, key.kid());
    }

    private static String clientId(Variant variant, int number) {
        return variant.login().id() + "-" + variant.tokenAlgorithm().toLowerCase(Locale.ROOT) + "-" + number;
    }

    private TokenEndpoint endpoint(Variant variant) {
        return new TokenEndpoint(issuer(variant.login().realm()));
    }

    private String issuer(Login.Realm realm) {
        return baseUrl + "/realms/" + realm.realmName();
    }
}
