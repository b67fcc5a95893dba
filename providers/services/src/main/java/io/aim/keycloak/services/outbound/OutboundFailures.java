package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.MessageConstraintException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in words of our own what went wrong: the client's words may repeat what the host sent. */
final class OutboundFailures {

    private OutboundFailures() {}

    static OutboundException of(Exception e) {
        if (e instanceof OutboundException known) {
            return known;
        }
        if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
            return new OutboundException(OutboundFailure.TIMEOUT, "The host took too long");
        }
        if (e instanceof SSLException) {
            return new OutboundException(OutboundFailure.TLS, tls(e));
        }
        if (has(e, MessageConstraintException.class)) {
            return new OutboundException(OutboundFailure.TOO_LARGE, "The headers of the answer are too long");
        }
        return new OutboundException(OutboundFailure.CONNECTION, "There is no connection to the host, or it broke");
    }

    private static String tls(Exception e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return "The certificate is not for this host";
        }
        return has(e, CertificateException.class)
                ? "The certificate is not trusted"
                : "The TLS handshake did not succeed";
    }

    private static boolean has(@Nullable Throwable e, Class<? extends Throwable> cause) {
        return e != null && (cause.isInstance(e) || has(e.getCause(), cause));
    }
}
