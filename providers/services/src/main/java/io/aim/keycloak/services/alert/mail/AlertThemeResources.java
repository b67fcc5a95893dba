package io.aim.keycloak.services.alert.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.ClasspathThemeResourceProviderFactory;
import org.keycloak.theme.ThemeResourceProvider;
import org.keycloak.theme.ThemeResourceProviderFactory;

/**
 * Makes our templates and messages part of every theme. They are not in Keycloak's own {@code theme-resources}: of several
 * extensions that bring messages there, only the first one's are found.
 */
public final class AlertThemeResources implements ThemeResourceProviderFactory, ThemeResourceProvider {

    private static final String ROOT = "aim-theme-resources/";

    /** Reads a properties file the way Keycloak does. */
    private static final class Reader extends ClasspathThemeResourceProviderFactory {

        Reader() {
            super("aim-reader", AlertThemeResources.class.getClassLoader());
        }

        Properties read(@Nullable URL resource) throws IOException {
            Properties messages = new Properties();
            loadMessages(messages, resource);
            return messages;
        }
    }

    @Override
    public ThemeResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getId() {
        return "aim";
    }

    @Override
    public @Nullable URL getTemplate(String name) {
        return resource("templates/" + name);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        return null; // templates and messages are all there is
    }

    @Override
    public Properties getMessages(String baseBundlename, Locale locale) throws IOException {
        return new Reader().read(resource("messages/" + baseBundlename + "_" + locale + ".properties"));
    }

    private static @Nullable URL resource(String path) {
        return AlertThemeResources.class.getClassLoader().getResource(ROOT + path);
    }

    @Override
    public void init(Config.Scope config) {
        // no options
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public void close() {
        // stateless
    }
}
