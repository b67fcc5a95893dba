package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/** Reads TXT records, from the name servers of the machine or those that the operator names. */
public final class TxtRecords {

    private static final String TXT = "TXT";
    private static final String FIRST_TIMEOUT_MILLIS = "1000";
    private static final String TRIES = "2";

    /** JNDI takes names with a colon for addresses of other services. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Most records of a name that are looked at. */
    private static final int MAX = 50;

    private final String servers;

    private TxtRecords(String servers) {
        this.servers = servers;
    }

    /**
     * Reads {@code host} or {@code host:port}, separated by commas; empty for the name servers of the machine.
     *
     * @throws IllegalArgumentException if an entry is none of these
     */
    public static TxtRecords from(String list) {
        return new TxtRecords(Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(server -> {
                    if (!server.matches("[A-Za-z0-9.-]+(:\\d{1,5})?")) {
                        throw new IllegalArgumentException("Not a name server: '" + server + "'; write host:port");
                    }
                    return "dns://" + server;
                })
                .collect(Collectors.joining(" ")));
    }

    /**
     * The records of that host name; none if there is no such name.
     *
     * @throws OutboundException {@link OutboundFailure#TIMEOUT} or {@link OutboundFailure#UNRESOLVABLE}
     */
    @SuppressWarnings("BanJNDI") // of DNS alone, whose answers are texts
    public List<String> of(String host) throws OutboundException {
        if (!NAME.matcher(host).matches()) {
            return List.of();
        }
        InitialDirContext context = null;
        try {
            context = new InitialDirContext(environment());
            Attribute records =
                    context.getAttributes(host + ".", new String[] {TXT}).get(TXT);
            List<String> texts = new ArrayList<>();
            if (records != null) {
                for (Object text : Collections.list(records.getAll())) {
                    texts.add(unquoted(String.valueOf(text)));
                }
            }
            return texts.stream().limit(MAX).toList();
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (CommunicationException e) {
            throw new OutboundException(OutboundFailure.TIMEOUT, "No name server answered for " + host);
        } catch (NamingException e) {
            throw new OutboundException(OutboundFailure.UNRESOLVABLE, "The name servers do not answer for " + host);
        } finally {
            close(context);
        }
    }

    @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
    private Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers.isEmpty() ? "dns:" : servers);
        environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        return environment;
    }

    /** JNDI puts texts with spaces into quotes. */
    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static void close(@Nullable InitialDirContext context) {
        if (context != null) {
            try {
                context.close();
            } catch (NamingException e) {
                throw new IllegalStateException("a context that cannot be closed", e);
            }
        }
    }
}
