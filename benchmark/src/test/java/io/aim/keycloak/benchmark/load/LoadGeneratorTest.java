package io.aim.keycloak.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private TokenServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRequestIsSentOnceOverTheGivenConnections() throws Exception {
        List<byte[]> requests = IntStream.range(0, 50)
                .mapToObj(i -> TokenServer.request("/fixed", "" + i))
                .toList();
        LoadResult result = LoadGenerator.run(new Load(server.address(), requests, 4, Duration.ofMinutes(1), 200));
        assertThat(result.requests()).isEqualTo(50);
        assertThat(result.latencyMicros().getTotalCount()).isEqualTo(50);
        assertThat(result.unexpected()).isZero();
        assertThat(result.seconds()).isBetween(0.0, 30.0);
        assertThat(server.bodies())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(Integer::toString).toList());
        assertThat(server.clientPorts()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void itStopsInTime() throws Exception {
        List<byte[]> endless = Collections.nCopies(Integer.MAX_VALUE, TokenServer.request("/fixed", "again"));
        LoadResult result = LoadGenerator.run(new Load(server.address(), endless, 2, Duration.ofMillis(200), 200));
        assertThat(result.requests()).isPositive();
        assertThat(result.seconds()).isBetween(0.2, 10.0);
        assertThat(result.rate()).isEqualTo(result.requests() / result.seconds());
    }

    @Test
    void unexpectedAnswersAreCountedAndShown() throws Exception {
        List<byte[]> requests = List.of(TokenServer.request("/fixed", "a"), TokenServer.request("/refused", "b"));
        LoadResult result = LoadGenerator.run(new Load(server.address(), requests, 1, Duration.ofMinutes(1), 200));
        assertThatThrownBy(() -> result.orFail("subject"))
                .hasMessageContaining("subject: 1 of 2")
                .hasMessageContaining("401 refused b");
    }
}
