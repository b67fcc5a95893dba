package io.aim.keycloak.core.audit.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The transcription of the OCSF classes in use, as a JSON Schema. */
final class OcsfSchema {

    private static final JsonSchema SCHEMA = load();

    private OcsfSchema() {}

    private static JsonSchema load() {
        InputStream schema = OcsfSchema.class.getResourceAsStream("ocsf-1.4.0-iam.schema.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Objects.requireNonNull(schema));
    }

    static List<String> violations(JsonNode event) {
        return SCHEMA.validate(event).stream().map(Object::toString).toList();
    }
}
