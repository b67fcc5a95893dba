package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionHeadroomTest {

    @Test
    void oneConnectionMoreThanThreadsIsEnough() {
        assertThat(new ConnectionHeadroom(51, 50).warning()).isEmpty();
        assertThat(new ConnectionHeadroom(100, 50).warning()).isEmpty();
    }

    @Test
    void asManyConnectionsAsThreadsAreTooFew() {
        assertThat(new ConnectionHeadroom(50, 50).warning())
                .hasValueSatisfying(warning ->
                        assertThat(warning).startsWith("db-pool-max-size is 50 and http-pool-max-threads is 50: "));
        assertThat(new ConnectionHeadroom(20, 200).warning())
                .hasValueSatisfying(warning ->
                        assertThat(warning).startsWith("db-pool-max-size is 20 and http-pool-max-threads is 200: "));
    }

    @Test
    void whatIsNotKnownIsNoReasonToWarn() {
        assertThat(new ConnectionHeadroom(null, 50).warning()).isEmpty();
        assertThat(new ConnectionHeadroom(50, null).warning()).isEmpty();
    }
}
