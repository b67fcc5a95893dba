package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.forward.AllowedReceivers;
import io.aim.keycloak.core.audit.forward.CaCertificates;
import io.aim.keycloak.core.audit.forward.Receiver;
import io.aim.keycloak.core.audit.forward.ReceiverTransport;
import io.aim.keycloak.core.audit.syslog.SyslogConnection;
import io.aim.keycloak.core.audit.syslog.SyslogEndpoint;
import io.aim.keycloak.core.audit.syslog.SyslogMessage;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Hands messages to receivers, if the operator allows them, within bounded time. */
final class Delivery {

    /** Connecting, the TLS handshake, sending, and the end of the connection. */
    private static final int STEPS = 4;

    private static final Duration NAME_LOOKUP = Duration.ofSeconds(10);

    private final AllowedReceivers allowed;
    private final Duration timeout;
    private final Supplier<@Nullable KeyStore> serverTrust;

    /**
     * @param allowed receivers that the operator allows
     * @param timeout for each step
     * @param serverTrust whom the server trusts; null for those whom Java trusts
     */
    Delivery(AllowedReceivers allowed, Duration timeout, Supplier<@Nullable KeyStore> serverTrust) {
        this.allowed = allowed;
        this.timeout = timeout;
        this.serverTrust = serverTrust;
    }

    /** How long {@link #deliver} takes at most; a longer name lookup ends in a failure before anything is sent. */
    Duration longest() {
        return timeout.multipliedBy(STEPS).plus(NAME_LOOKUP);
    }

    boolean allows(Receiver receiver) {
        return allowed.allows(receiver);
    }

    String refusal(Receiver receiver) {
        return "The server does not allow " + receiver
                + ": its operator decides by spi-aim-audit-forwarder--scheduled--allowed-receivers";
    }

    /**
     * Returns when the receiver has read the messages, as far as TCP tells.
     *
     * @throws NotDeliveredException if that is not certain
     */
    void deliver(ForwardingSettings settings, List<SyslogMessage> messages) throws NotDeliveredException {
        Receiver receiver = settings.receiver();
        if (!allowed.allows(receiver)) {
            throw new NotDeliveredException(refusal(receiver));
        }
        long start = System.nanoTime();
        try (SyslogConnection connection = SyslogConnection.open(
                new SyslogEndpoint(receiver.host(), receiver.port(), tls(settings), timeout, timeout))) {
            if (System.nanoTime() - start
                    > longest().minus(timeout.multipliedBy(2)).toNanos()) {
                throw new NotDeliveredException("Looking up the host took too long");
            }
            connection.send(messages);
            connection.finish();
        } catch (IOException | GeneralSecurityException | InvalidInputException e) {
            throw new NotDeliveredException(e);
        }
    }

    private @Nullable SSLContext tls(ForwardingSettings settings) throws IOException, GeneralSecurityException {
        if (settings.receiver().transport() == ReceiverTransport.TCP) {
            return null;
        }
        String own = settings.caCertificates();
        KeyStore trusted = own == null
                ? serverTrust.get()
                : CaCertificates.parse("caCertificates", own).trustStore();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
