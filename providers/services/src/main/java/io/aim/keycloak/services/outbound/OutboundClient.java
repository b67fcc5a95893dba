package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import io.aim.keycloak.core.outbound.OutboundPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * Sends requests to hosts that somebody else names. A name is looked up once, every address it stands for is checked, and
 * the connection goes to one of those. There are no redirects, no proxies, no cookies and no second tries; time and size
 * of the answer are bounded.
 */
public final class OutboundClient {

    private static final int OK = 2;
    private static final int REDIRECTION = 3;

    private final OutboundPolicy policy;
    private final OutboundLimits limits;
    private final BoundedLookup lookup;
    private final SSLContext tls;
    private final Consumer<OutboundFailure> failures;

    OutboundClient(
            OutboundPolicy policy,
            OutboundLimits limits,
            BoundedLookup lookup,
            SSLContext tls,
            Consumer<OutboundFailure> failures) {
        this.policy = policy;
        this.limits = limits;
        this.lookup = lookup;
        this.tls = tls;
        this.failures = failures;
    }

    /**
     * The body of the answer, which has a status of 2xx.
     *
     * @throws OutboundException if there is no such answer
     */
    public byte[] send(OutboundRequest request) throws OutboundException {
        try {
            return checked(request);
        } catch (OutboundException e) {
            failures.accept(e.failure());
            throw e;
        }
    }

    private byte[] checked(OutboundRequest request) throws OutboundException {
        URI uri = request.uri();
        policy.require(uri);
        long start = System.nanoTime();
        List<InetAddress> addresses =
                lookup.addresses(Objects.requireNonNull(OutboundPolicy.host(uri)), limits.total());
        for (InetAddress address : addresses) {
            policy.require(uri, address);
        }
        CheckedSockets sockets = new CheckedSockets(address -> policy.require(uri, address), tls);
        Duration left = limits.total().minusNanos(System.nanoTime() - start);
        OutboundDeadline deadline = OutboundDeadline.closing(sockets, left);
        try (CloseableHttpClient client = OneRequest.client(sockets.factories(), addresses, limits);
                deadline;
                sockets) {
            return body(client.execute(http(request)));
        } catch (IOException | IllegalStateException e) { // the latter when the deadline ends what is under way
            throw deadline.missed()
                    ? new OutboundException(OutboundFailure.TIMEOUT, "The host took too long")
                    : OutboundFailures.of(e);
        }
    }

    private static HttpUriRequest http(OutboundRequest request) {
        String json = request.json();
        RequestBuilder http = (json == null ? RequestBuilder.get() : RequestBuilder.post())
                .setUri(request.uri())
                .setHeader(HttpHeaders.ACCEPT, request.accept())
                .setHeader(HttpHeaders.CONNECTION, "close");
        if (json != null) {
            http.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        }
        return http.build();
    }

    private byte[] body(HttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        if (status / 100 == REDIRECTION) {
            throw new OutboundException(
                    OutboundFailure.REDIRECT, "The host answered " + status + "; the server does not follow");
        }
        if (status / 100 != OK) {
            throw new OutboundException(OutboundFailure.STATUS, "The host answered " + status);
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream content = new Unread(entity.getContent())) {
            byte[] bytes =
                    entity.getContentLength() > limits.maxBytes() ? null : content.readNBytes(limits.maxBytes() + 1);
            if (bytes == null || bytes.length > limits.maxBytes()) {
                throw new OutboundException(
                        OutboundFailure.TOO_LARGE, "The answer has more than " + limits.maxBytes() + " bytes");
            }
            return bytes;
        }
    }
}
