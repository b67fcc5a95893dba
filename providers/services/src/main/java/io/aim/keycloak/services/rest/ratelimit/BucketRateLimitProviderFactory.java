package io.aim.keycloak.services.rest.ratelimit;

import io.aim.keycloak.core.IpRange;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Token buckets in the memory of this node. */
public final class BucketRateLimitProviderFactory implements RateLimitProviderFactory, ServerInfoAwareProviderFactory {

    private static final String MAX_SUBJECTS = "max-subjects";
    private static final int DEFAULT_MAX_SUBJECTS = 100_000;
    private static final String EXEMPT = "exempt-addresses";

    private RateBuckets buckets = new RateBuckets(DEFAULT_MAX_SUBJECTS, System::nanoTime);
    private List<IpRange> exempt = List.of();
    private int maxSubjects;

    private record Limits(RateBuckets buckets, List<IpRange> exempt) implements RateLimitProvider {

        @Override
        public OptionalInt exceeded(RealmModel realm, RateLimit limit, String subject) {
            boolean address = limit == RateLimit.ADDRESS;
            if (address && exempt.stream().anyMatch(range -> range.contains(subject))) {
                return OptionalInt.empty();
            }
            OptionalInt wait = buckets.take(
                    realm.getId(),
                    limit,
                    address ? IpRange.subscriber(subject) : subject,
                    limit.setting().of(realm));
            if (wait.isPresent()) {
                Metrics.counter("keycloak.aim.rate.limited", "limit", limit.code())
                        .increment();
            }
            return wait;
        }

        @Override
        public void close() {
            // the buckets belong to the node
        }
    }

    @Override
    public String getId() {
        return "buckets";
    }

    @Override
    public void init(Config.Scope config) {
        maxSubjects = config.getInt(MAX_SUBJECTS, DEFAULT_MAX_SUBJECTS);
        buckets = new RateBuckets(maxSubjects, System::nanoTime);
        exempt = Stream.of(config.get(EXEMPT, "").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> IpRange.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "spi-aim-rate-limit--buckets--" + EXEMPT + ": " + text + " is no address range")))
                .toList();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public RateLimitProvider create(KeycloakSession session) {
        return new Limits(buckets, exempt);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(MAX_SUBJECTS)
                .type("int")
                .helpText("Most agents, API keys and addresses whose requests this node counts.")
                .defaultValue(DEFAULT_MAX_SUBJECTS)
                .add()
                .property()
                .name(EXEMPT)
                .type("string")
                .helpText(
                        "Address ranges in CIDR notation, separated by commas, whose requests are not counted by address.")
                .add()
                .build();
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(MAX_SUBJECTS, String.valueOf(maxSubjects), EXEMPT, exempt.toString());
    }

    @Override
    public void close() {
        // nothing to release
    }
}
