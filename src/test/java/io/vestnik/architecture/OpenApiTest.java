package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The contract can be read by a stranger's tools, and is whole: each call has its route, each refusal its form. */
class OpenApiTest {

    private static final String CONTRACT = "openapi/vestnik-v1.yaml";

    @Test
    void isUnderstoodWithoutComplaint() {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readLocation(CONTRACT, null, null);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @Test
    void everyOperationHasItsRoute() {
        List<String> operations = operations().stream().map(o -> "direct:" + o.getOperationId()).toList();
        List<String> routes = RouteFile.all().stream()
                .filter(file -> Set.of("ingress/rest", "ingress/operators").contains(file.toString()))
                .flatMap(file -> file.sources().stream())
                .toList();
        assertThat(routes).containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void everyRefusalIsAProblem() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations()) {
            operation.getResponses().forEach((status, response) -> {
                if (status.compareTo("400") >= 0) {
                    softly.assertThat(contentTypes(response))
                            .as("%s %s", operation.getOperationId(), status)
                            .containsExactly("application/problem+json");
                }
            });
        }
        softly.assertAll();
    }

    /** Nothing is open, and nothing works without the database. */
    @Test
    void everyOperationMayRefuseAStrangerAndAskForPatience() {
        assertThat(contract().getSecurity()).hasSize(1);
        assertThat(operations()).allSatisfy(operation -> {
            boolean operators = operation.getExtensions() != null && operation.getExtensions().containsKey("x-role");
            assertThat(operation.getSecurity())
                    .as("%s: an account's key by default, an operator's where a role is named", operation.getOperationId())
                    .isEqualTo(operators ? List.of(new SecurityRequirement().addList("operator")) : null);
            assertThat(operation.getResponses()).as(operation.getOperationId()).containsKeys("401", "503");
        });
    }

    @Test
    void everyBodyHasItsLimit() {
        assertThat(operations())
                .filteredOn(operation -> operation.getRequestBody() != null)
                .allSatisfy(operation -> assertThat(operation.getRequestBody().getExtensions())
                        .as(operation.getOperationId())
                        .containsKey("x-max-bytes"));
    }

    private static List<String> contentTypes(ApiResponse response) {
        return response.getContent() == null ? List.of() : List.copyOf(response.getContent().keySet());
    }

    private static List<Operation> operations() {
        return contract().getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    private static OpenAPI contract() {
        ParseOptions resolved = new ParseOptions();
        resolved.setResolve(true);
        resolved.setResolveFully(true);
        resolved.setResolveResponses(true);
        return new OpenAPIV3Parser().readLocation(CONTRACT, null, resolved).getOpenAPI();
    }
}
