package io.aim.keycloak.services.openapi;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The description's head. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "AIM for Keycloak",
                        version = "1",
                        description =
                                "Agent Identity Management. The admin root answers errors as {error, errorMessage, field},"
                                        + " the runtime root as problem details (RFC 9457).",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(
        securitySchemeName = "administrator",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "Access token of an administrator")
@SecurityScheme(
        securitySchemeName = "agent",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "Access token of the realm, DPoP-bound where configured")
@SecurityScheme(
        securitySchemeName = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key",
        description = "An API key of the realm, here or as bearer token")
class Description extends Application {}
