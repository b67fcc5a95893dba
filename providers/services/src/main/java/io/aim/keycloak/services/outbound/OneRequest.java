package io.aim.keycloak.services.outbound;

import java.net.InetAddress;
import java.util.List;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.Registry;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;

/** An HTTP client for one request to one of some addresses; Keycloak's own goes wherever proxies and redirects lead. */
final class OneRequest {

    private static final String USER_AGENT = "Keycloak-AIM";
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;

    private OneRequest() {}

    static CloseableHttpClient client(
            Registry<ConnectionSocketFactory> sockets, List<InetAddress> addresses, OutboundLimits limits) {
        BasicHttpClientConnectionManager connections = new BasicHttpClientConnectionManager(
                sockets, null, null, host -> addresses.toArray(InetAddress[]::new));
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setMessageConstraints(MessageConstraints.custom()
                        .setMaxLineLength(MAX_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .build());
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
                .setDefaultRequestConfig(config(limits))
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static RequestConfig config(OutboundLimits limits) {
        return RequestConfig.custom()
                .setConnectTimeout(Math.toIntExact(limits.connect().toMillis()))
                .setSocketTimeout(Math.toIntExact(limits.read().toMillis()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .setNormalizeUri(false)
                .build();
    }
}
