package io.aim.keycloak.services;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.realm.template.RealmTemplate;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts the admin root, whose id is the path, and watches for new realms. */
public final class AimAdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {

    @Override
    public String getId() {
        return "aim";
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        ApiKeyCreator caller = new ApiKeyCreator(
                auth.adminAuth().getUser().getId(), auth.adminAuth().getRealm().getId());
        return new AimAdminResource(session, realm, new AimPermissions(realm, auth), caller, adminEvent);
    }

    @Override
    public void init(Config.Scope config) {
        // no options
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(RealmTemplate::onEvent);
    }

    @Override
    public void close() {
        // stateless
    }
}
